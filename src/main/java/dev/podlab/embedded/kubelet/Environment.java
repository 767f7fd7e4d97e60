package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerSpec.EnvFrom;
import dev.podlab.embedded.kubelet.ContainerSpec.EnvVar;
import dev.podlab.embedded.kubelet.ContainerSpec.ValueSource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of one container. Pure, given where ConfigMaps and Secrets come from.
 *
 * <p>Source: kubernetes pkg/kubelet/kubelet_pods.go {@code makeEnvironmentVariables}, v1.32.
 */
final class Environment {

    private final PodSpec pod;
    private final ContainerSpec container;
    private final KeyedObjects objects;
    private final PodFields fields;

    Environment(PodSpec pod, ContainerSpec container, KeyedObjects objects, PodFields fields) {
        this.pod = pod;
        this.container = container;
        this.objects = objects;
        this.fields = fields;
    }

    /**
     * Returns the variables in the order of the spec.
     *
     * @throws StartException {@code CreateContainerConfigError} if something that is referred to does not exist
     */
    Map<String, String> variables() throws StartException {
        Map<String, String> result = new LinkedHashMap<>();
        for (EnvFrom from : container.envFrom()) {
            Optional<Map<String, byte[]>> entries = find(from.secret(), from.name(), from.optional());
            entries.ifPresent(map -> map.forEach((key, value) -> result.put(from.prefix() + key, text(value))));
        }
        for (EnvVar variable : container.env()) {
            String value = value(variable.source(), result);
            if (value != null) {
                result.put(variable.name(), value);
            }
        }
        return result;
    }

    private @Nullable String value(ValueSource source, Map<String, String> known) throws StartException {
        return switch (source) {
            case ValueSource.Literal literal -> Expansion.expand(literal.value(), known);
            case ValueSource.Field field -> fields.field(field.path());
            case ValueSource.Resource resource -> fields.resource(container, resource);
            case ValueSource.ConfigMapKey ref -> key(false, ref.name(), ref.key(), ref.optional());
            case ValueSource.SecretKey ref -> key(true, ref.name(), ref.key(), ref.optional());
        };
    }

    private @Nullable String key(boolean secret, String name, String key, boolean optional) throws StartException {
        Optional<Map<String, byte[]>> entries = find(secret, name, optional);
        if (entries.isEmpty()) {
            return null;
        }
        byte[] value = entries.get().get(key);
        if (value == null && !optional) {
            throw new StartException("CreateContainerConfigError", "couldn't find key %s in %s %s/%s"
                    .formatted(key, secret ? "Secret" : "ConfigMap", pod.namespace(), name));
        }
        return value == null ? null : text(value);
    }

    private Optional<Map<String, byte[]>> find(boolean secret, String name, boolean optional) throws StartException {
        Optional<Map<String, byte[]>> found =
                secret ? objects.secret(pod.namespace(), name) : objects.configMap(pod.namespace(), name);
        if (found.isEmpty() && !optional) {
            throw new StartException(
                    "CreateContainerConfigError", "%s \"%s\" not found".formatted(secret ? "secret" : "configmap", name));
        }
        return found;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
