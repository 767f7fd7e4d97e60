package dev.podlab.embedded.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReflectionTests {

    @ParameterizedTest
    @ValueSource(classes = {
        Pod.class, Node.class, Namespace.class, Event.class, ConfigMap.class, Secret.class, ServiceAccount.class, ResourceQuota.class,
        LimitRange.class, Lease.class, Role.class, RoleBinding.class, NetworkPolicy.class
    })
    void namesFieldsAsTheirAnnotationsDo(Class<?> kind) {
        assertThat(models(kind, new HashSet<>())).isNotEmpty().allSatisfy(model -> {
            for (Field field : model.getDeclaredFields()) {
                JsonProperty property = field.getAnnotation(JsonProperty.class);
                if (property != null) {
                    assertThat(ModelReflection.propertyName(field)).as(model + "." + field.getName()).isEqualTo(property.value());
                }
            }
        });
    }

    @Test
    void knowsTheGoTypesOfFields() {
        var pod = new ModelReflection().struct(Pod.class);
        var spec = (FieldType.Struct) pod.fields().get("spec");
        assertThat(spec.fields().get("containers").goName()).isEqualTo("[]v1.Container");
        assertThat(spec.fields().get("nodeSelector").goName()).isEqualTo("map[string]string");
        assertThat(spec.fields().get("overhead").goName()).isEqualTo("v1.ResourceList");
        assertThat(spec.fields().get("restartPolicy").goName()).isEqualTo("v1.RestartPolicy");
        assertThat(spec.fields()).doesNotContainKey("additionalProperties");
    }

    private static Set<Class<?>> models(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                models(argument, found);
            }
        } else if (type instanceof Class<?> model && model.getName().startsWith("io.fabric8.kubernetes.api.model.")
                && model != MicroTime.class
                && found.add(model)) {
            for (Field field : model.getDeclaredFields()) {
                models(field.getGenericType(), found);
            }
        }
        return Collections.unmodifiableSet(found);
    }
}
