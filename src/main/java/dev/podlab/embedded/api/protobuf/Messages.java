package dev.podlab.embedded.api.protobuf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages that can be read: field numbers, names and types.
 *
 * <p>Source: {@code generated.proto} of k8s.io/api core/v1, rbac/v1, authentication/v1, authorization/v1, policy/v1 and of
 * k8s.io/apimachinery meta/v1 and runtime, v1.36.
 */
final class Messages {

    /**
     * One message per line, {@code number name type} per field. A type is {@code string}, {@code bytes}, {@code number},
     * {@code bool}, {@code time}, {@code quantity} or a message; {@code []} is a list and {@code {}} a map with string keys.
     */
    private static final Map<String, Message> ALL = parse("""
            Unknown: 1 typeMeta TypeMeta, 2 raw bytes
            TypeMeta: 1 apiVersion string, 2 kind string
            ObjectMeta: 1 name string, 2 generateName string, 3 namespace string, 5 uid string, 6 resourceVersion string, \
            7 generation number, 8 creationTimestamp time, 9 deletionTimestamp time, 10 deletionGracePeriodSeconds number, \
            11 labels string{}, 12 annotations string{}, 13 ownerReferences OwnerReference[], 14 finalizers string[]
            OwnerReference: 1 kind string, 3 name string, 4 uid string, 5 apiVersion string, 6 controller bool, 7 blockOwnerDeletion bool
            ObjectReference: 1 kind string, 2 namespace string, 3 name string, 4 uid string, 5 apiVersion string, \
            6 resourceVersion string, 7 fieldPath string
            LocalObjectReference: 1 name string
            Namespace: 1 metadata ObjectMeta, 2 spec NamespaceSpec
            NamespaceSpec: 1 finalizers string[]
            ConfigMap: 1 metadata ObjectMeta, 2 data string{}, 3 binaryData bytes{}, 4 immutable bool
            Secret: 1 metadata ObjectMeta, 2 data bytes{}, 3 type string, 4 stringData string{}, 5 immutable bool
            ServiceAccount: 1 metadata ObjectMeta, 2 secrets ObjectReference[], 3 imagePullSecrets LocalObjectReference[], \
            4 automountServiceAccountToken bool
            ResourceQuota: 1 metadata ObjectMeta, 2 spec ResourceQuotaSpec
            ResourceQuotaSpec: 1 hard quantity{}, 2 scopes string[], 3 scopeSelector ScopeSelector
            ScopeSelector: 1 matchExpressions ScopeRequirement[]
            ScopeRequirement: 1 scopeName string, 2 operator string, 3 values string[]
            Binding: 1 metadata ObjectMeta, 2 target ObjectReference
            Role: 1 metadata ObjectMeta, 2 rules PolicyRule[]
            PolicyRule: 1 verbs string[], 2 apiGroups string[], 3 resources string[], 4 resourceNames string[], 5 nonResourceURLs string[]
            RoleBinding: 1 metadata ObjectMeta, 2 subjects Subject[], 3 roleRef RoleRef
            Subject: 1 kind string, 2 apiGroup string, 3 name string, 4 namespace string
            RoleRef: 1 apiGroup string, 2 kind string, 3 name string
            TokenRequest: 1 metadata ObjectMeta, 2 spec TokenRequestSpec
            TokenRequestSpec: 1 audiences string[], 3 boundObjectRef BoundObjectReference, 4 expirationSeconds number
            BoundObjectReference: 1 kind string, 2 apiVersion string, 3 name string, 4 uid string
            SelfSubjectReview: 1 metadata ObjectMeta
            SelfSubjectAccessReview: 1 metadata ObjectMeta, 2 spec SelfSubjectAccessReviewSpec
            SelfSubjectAccessReviewSpec: 1 resourceAttributes ResourceAttributes, 2 nonResourceAttributes NonResourceAttributes
            ResourceAttributes: 1 namespace string, 2 verb string, 3 group string, 4 version string, 5 resource string, \
            6 subresource string, 7 name string
            NonResourceAttributes: 1 path string, 2 verb string
            SelfSubjectRulesReview: 1 metadata ObjectMeta, 2 spec SelfSubjectRulesReviewSpec
            SelfSubjectRulesReviewSpec: 1 namespace string
            Eviction: 1 metadata ObjectMeta, 2 deleteOptions DeleteOptions
            DeleteOptions: 1 gracePeriodSeconds number, 2 preconditions Preconditions, 3 orphanDependents bool, \
            4 propagationPolicy string, 5 dryRun string[]
            Preconditions: 1 uid string, 2 resourceVersion string
            """);

    /** What every object is wrapped in. */
    static final Message ENVELOPE = ALL.get("Unknown");

    private static final List<String> KINDS = ALL.keySet().stream()
            .filter(name -> ALL.get(name).fields().values().stream().anyMatch(field -> field.name().equals("metadata"))
                    || name.equals("DeleteOptions"))
            .sorted()
            .toList();

    private Messages() {}

    /** How often a field's values come. */
    enum Shape {
        ONE,
        LIST,
        MAP
    }

    record Field(String name, String type, Shape shape) {}

    record Message(Map<Integer, Field> fields) {
        Message {
            fields = Map.copyOf(fields);
        }
    }

    /** Returns the message of a kind of object. */
    static Optional<Message> find(String kind) {
        return KINDS.contains(kind) ? Optional.of(ALL.get(kind)) : Optional.empty();
    }

    /** Returns the message of a field's type; null for the types that are no message. */
    static @Nullable Message nested(String type) {
        return ALL.get(type);
    }

    static List<String> names() {
        return KINDS;
    }

    private static Map<String, Message> parse(String table) {
        Map<String, Message> messages = new HashMap<>();
        table.lines().forEach(line -> {
            String[] halves = line.split(": ", 2);
            Map<Integer, Field> fields = new HashMap<>();
            Arrays.stream(halves[1].split(", *")).map(String::strip).map(field -> field.split(" +")).forEach(words ->
                    fields.put(Integer.parseInt(words[0]), field(words[1], words[2])));
            messages.put(halves[0].strip(), new Message(fields));
        });
        return messages;
    }

    private static Field field(String name, String type) {
        if (type.endsWith("[]")) {
            return new Field(name, type.substring(0, type.length() - 2), Shape.LIST);
        }
        if (type.endsWith("{}")) {
            return new Field(name, type.substring(0, type.length() - 2), Shape.MAP);
        }
        return new Field(name, type, Shape.ONE);
    }
}
