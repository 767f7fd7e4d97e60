package dev.podlab.embedded.store;

/**
 * Where an object is kept.
 *
 * @param type      kind of object
 * @param namespace its namespace, empty for cluster-scoped kinds
 * @param name      its name
 */
public record ObjectKey(ResourceType type, String namespace, String name) {

    public ObjectKey {
        if (type.namespaced() == namespace.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is %s but the namespace is '%s'".formatted(type.plural(), type.namespaced() ? "namespaced" : "cluster-scoped", namespace));
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an object needs a name");
        }
    }

    /** Returns the key of a cluster-scoped object. */
    public static ObjectKey of(ResourceType type, String name) {
        return new ObjectKey(type, "", name);
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? type.plural() + "/" + name : type.plural() + "/" + namespace + "/" + name;
    }
}
