package dev.podlab.embedded.api.schema;

import dev.podlab.embedded.api.schema.FieldType.ListOf;
import dev.podlab.embedded.api.schema.FieldType.MapOf;
import dev.podlab.embedded.api.schema.FieldType.Scalar;
import dev.podlab.embedded.api.schema.FieldType.ScalarKind;
import dev.podlab.embedded.api.schema.FieldType.Struct;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads field types from the Kubernetes model classes. Not thread-safe; one instance shares the types of all classes
 * that it read.
 */
final class ModelReflection {

    private static final Scalar STRING = new Scalar(ScalarKind.STRING, "string");
    private static final Scalar TIME = new Scalar(ScalarKind.TIME, "v1.Time");
    private static final Scalar MICRO_TIME = new Scalar(ScalarKind.MICRO_TIME, "v1.MicroTime");
    private static final Scalar ANY = new Scalar(ScalarKind.ANY, "interface {}");

    /** Model classes that stand for a single value. */
    private static final Map<String, Scalar> VALUE_CLASSES = Map.ofEntries(
            Map.entry("java.lang.String", STRING),
            Map.entry("java.lang.Boolean", new Scalar(ScalarKind.BOOLEAN, "bool")),
            Map.entry("java.lang.Integer", new Scalar(ScalarKind.INTEGER, "int32")),
            Map.entry("java.lang.Long", new Scalar(ScalarKind.INTEGER, "int64")),
            Map.entry("java.lang.Double", new Scalar(ScalarKind.NUMBER, "float64")),
            Map.entry("java.time.ZonedDateTime", MICRO_TIME),
            Map.entry("io.fabric8.kubernetes.api.model.MicroTime", MICRO_TIME),
            Map.entry("io.fabric8.kubernetes.api.model.Quantity", new Scalar(ScalarKind.QUANTITY, "resource.Quantity")),
            Map.entry("io.fabric8.kubernetes.api.model.IntOrString", new Scalar(ScalarKind.INT_OR_STRING, "intstr.IntOrString")),
            Map.entry("io.fabric8.kubernetes.api.model.FieldsV1", ANY));

    /** The model writes times as strings; these names tell them. */
    private static final Set<String> TIMES = Set.of(
            "creationTimestamp", "deletionTimestamp", "firstTimestamp", "lastTimestamp", "lastTransitionTime",
            "lastProbeTime", "lastHeartbeatTime", "startTime", "startedAt", "finishedAt", "timeAdded", "time");

    /** Strings that Go gives a type of its own, which its messages name. */
    private static final Map<String, String> NAMED_STRINGS = Map.ofEntries(
            Map.entry("restartPolicy", "v1.RestartPolicy"),
            Map.entry("dnsPolicy", "v1.DNSPolicy"),
            Map.entry("imagePullPolicy", "v1.PullPolicy"),
            Map.entry("terminationMessagePolicy", "v1.TerminationMessagePolicy"),
            Map.entry("protocol", "v1.Protocol"),
            Map.entry("scheme", "v1.URIScheme"),
            Map.entry("medium", "v1.StorageMedium"),
            Map.entry("preemptionPolicy", "v1.PreemptionPolicy"),
            Map.entry("procMount", "v1.ProcMountType"));

    private static final Map<String, String> BYTE_MAPS = Map.of("Secret", "data", "ConfigMap", "binaryData");

    private final Map<Class<?>, Struct> structs = new HashMap<>();

    /** Returns the fields of a model class and, below them, of all classes that it uses. */
    Struct struct(Class<?> model) {
        Struct known = structs.get(model);
        if (known != null) {
            return known;
        }
        var fields = new LinkedHashMap<String, FieldType>();
        var struct = new Struct(model.getSimpleName(), Collections.unmodifiableMap(fields));
        structs.put(model, struct);
        for (Field field : model.getDeclaredFields()) {
            if (isProperty(field)) {
                String name = propertyName(field);
                fields.put(name, fieldType(model, name, field.getGenericType()));
            }
        }
        return struct;
    }

    private static boolean isProperty(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && !field.getName().equals("additionalProperties");
    }

    /**
     * Returns the name that the field has in JSON. It is what {@code @JsonProperty} says, read off the field itself, because
     * making an annotation object for each of a thousand fields costs more than all the rest.
     */
    static String propertyName(Field field) {
        String name = field.getName();
        if (name.equals("port") && field.getDeclaringClass().getSimpleName().equals("DaemonEndpoint")) {
            return "Port";
        }
        return name.startsWith("_") ? name.substring(1) : name;
    }

    private FieldType fieldType(Class<?> owner, String name, Type type) {
        FieldType plain = type(type);
        if (name.equals(BYTE_MAPS.get(owner.getSimpleName()))) {
            return new MapOf(new Scalar(ScalarKind.BYTES, "[]uint8"));
        }
        if (!plain.equals(STRING)) {
            return plain;
        }
        if (TIMES.contains(name)) {
            return TIME;
        }
        return NAMED_STRINGS.containsKey(name) ? new Scalar(ScalarKind.STRING, NAMED_STRINGS.get(name)) : STRING;
    }

    private FieldType type(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? new ListOf(type(arguments[0])) : new MapOf(type(arguments[1]));
        }
        Scalar value = VALUE_CLASSES.get(type.getTypeName());
        if (value != null) {
            return value;
        }
        return type instanceof Class<?> model && model.getName().startsWith("io.fabric8.kubernetes.api.model.") && !model.isInterface()
                ? struct(model)
                : ANY;
    }
}
