package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.schema.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What makes environment variables valid. Source: kubernetes {@code validation.go}, ValidateEnv and ValidateEnvFrom. */
final class EnvironmentRules {

    private static final List<String> SOURCES = List.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef");
    private static final List<String> FIELDS = List.of(
            "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
            "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs");
    private static final Pattern MAP_ENTRY = Pattern.compile("metadata\\.(?:labels|annotations)\\['(.+)']");
    private static final List<String> RESOURCES = List.of(
            "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory");
    private static final Set<String> CPU_DIVISORS = Set.of("1", "1m");
    private static final Set<String> BYTE_DIVISORS =
            Set.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");
    private static final Map<String, String> DIVISOR_MESSAGES = Map.of(
            "cpu", "only divisor's values 1m and 1 are supported with the cpu resource",
            "memory", "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource",
            "ephemeral-storage",
            "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the local ephemeral storage resource");

    private EnvironmentRules() {}

    static void check(Field container, Problems problems) {
        container.child("env").items().forEach(variable -> variable(variable, problems));
        container.child("envFrom").items().forEach(source -> from(source, problems));
    }

    private static void variable(Field variable, Problems problems) {
        Field name = variable.child("name");
        if (name.text().isEmpty()) {
            problems.required(name, "");
        } else {
            Names.environmentVariable(name.text()).ifPresent(why -> problems.invalid(name, why));
        }
        Field source = variable.child("valueFrom");
        if (source.exists()) {
            source(variable, source, problems);
        }
    }

    private static void source(Field variable, Field source, Problems problems) {
        List<Field> given = SOURCES.stream().map(source::child).filter(Field::exists).toList();
        if (given.isEmpty()) {
            problems.invalid(source, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        } else if (!variable.text("value").isEmpty()) {
            problems.invalid(source, "", "may not be specified when `value` is not empty");
        } else if (given.size() > 1) {
            problems.invalid(source, "", "may not have more than one field specified at a time");
        }
        fieldReference(source.child("fieldRef"), problems);
        resourceReference(source.child("resourceFieldRef"), problems);
        key(source.child("configMapKeyRef"), problems);
        key(source.child("secretKeyRef"), problems);
    }

    private static void fieldReference(Field reference, Problems problems) {
        if (!reference.exists()) {
            return;
        }
        Field path = reference.child("fieldPath");
        if (path.text().isEmpty()) {
            problems.required(path, "");
            return;
        }
        var entry = MAP_ENTRY.matcher(path.text());
        if (entry.matches()) {
            Names.qualified(entry.group(1)).ifPresent(why -> problems.invalid(path, entry.group(1), why));
        } else if (path.text().equals("metadata.labels") || path.text().equals("metadata.annotations")) {
            problems.notSupported(path, FIELDS);
        } else if (!FIELDS.contains(path.text())) {
            problems.invalid(path, "error converting fieldPath: field label not supported: " + path.text());
        }
    }

    private static void resourceReference(Field reference, Problems problems) {
        if (!reference.exists()) {
            return;
        }
        Field resource = reference.child("resource");
        problems.requireOneOf(resource, RESOURCES);
        Field divisor = reference.child("divisor");
        String name = resource.text().replaceFirst("^(limits|requests)\\.", "");
        boolean fits = Quantity.tryParse(divisor.text()).map(Quantity::toString)
                .map(text -> text.equals("0") || (name.equals("cpu") ? CPU_DIVISORS : BYTE_DIVISORS).contains(text))
                .orElse(true);
        if (!fits && DIVISOR_MESSAGES.containsKey(name)) {
            problems.invalid(divisor, DIVISOR_MESSAGES.get(name));
        }
    }

    private static void key(Field reference, Problems problems) {
        if (!reference.exists()) {
            return;
        }
        Field key = reference.child("key");
        if (key.text().isEmpty()) {
            problems.required(key, "");
        } else {
            Names.configKey(key.text()).ifPresent(why -> problems.invalid(key, why));
        }
    }

    private static void from(Field source, Problems problems) {
        Field prefix = source.child("prefix");
        if (!prefix.text().isEmpty()) {
            Names.environmentVariable(prefix.text()).ifPresent(why -> problems.invalid(prefix, why));
        }
        List<Field> given = List.of(source.child("configMapRef"), source.child("secretRef")).stream().filter(Field::exists).toList();
        given.stream().filter(reference -> reference.text("name").isEmpty())
                .forEach(reference -> problems.required(reference.child("name"), ""));
        if (given.isEmpty()) {
            problems.invalid(source, "", "must specify one of: `configMapRef` or `secretRef`");
        } else if (given.size() > 1) {
            problems.invalid(source, "", "may not have more than one field specified at a time");
        }
    }
}
