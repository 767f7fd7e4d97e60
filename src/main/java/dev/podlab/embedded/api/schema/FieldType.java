package dev.podlab.embedded.api.schema;

import java.util.Map;

/** The type of a field of a Kubernetes object. */
public sealed interface FieldType {

    /** Returns the name of the type as the Go API server writes it in its messages, for example {@code []v1.ContainerPort}. */
    String goName();

    /**
     * A single value.
     *
     * @param kind   what is written
     * @param goName name in Go, for example {@code int32} or {@code v1.RestartPolicy}
     */
    record Scalar(ScalarKind kind, String goName) implements FieldType {}

    /** A list. */
    record ListOf(FieldType item) implements FieldType {
        @Override
        public String goName() {
            return "[]" + item.goName();
        }
    }

    /** A map with strings as keys. */
    record MapOf(FieldType value) implements FieldType {
        @Override
        public String goName() {
            return value instanceof Scalar(ScalarKind kind, String ignored) && kind == ScalarKind.QUANTITY
                    ? "v1.ResourceList"
                    : "map[string]" + value.goName();
        }
    }

    /**
     * An object with known fields.
     *
     * @param name   its name, for example {@code PodSpec}
     * @param fields its fields by name; filled once, then never changed
     */
    record Struct(String name, Map<String, FieldType> fields) implements FieldType {
        @Override
        public String goName() {
            return "v1." + name;
        }

        /** Compares by name: one name stands for one set of fields. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Struct(String otherName, var ignored) && otherName.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Kinds of single values. */
    enum ScalarKind {
        STRING,
        BOOLEAN,
        INTEGER,
        NUMBER,
        /** A quantity such as {@code 100m} or {@code 64Mi}: string or number. */
        QUANTITY,
        INT_OR_STRING,
        /** RFC 3339, seconds. */
        TIME,
        /** RFC 3339, microseconds. */
        MICRO_TIME,
        /** Base64. */
        BYTES,
        /** Anything at all, for example {@code managedFields[*].fieldsV1}. */
        ANY
    }
}
