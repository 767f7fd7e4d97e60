package dev.podlab.embedded.api.discovery;

import dev.podlab.embedded.api.discovery.ServedResource.Subresource;
import dev.podlab.embedded.store.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The table of everything that is served. */
public final class Resources {

    private static final List<String> READ_WRITE = List.of("get", "patch", "update");
    private static final List<String> CONNECT = List.of("create", "get");

    /** All kinds of objects, in the order in which discovery lists them. */
    public static final List<ServedResource> ALL = List.of(
            served(ResourceType.CONFIG_MAPS, "configmap", List.of("cm")),
            served(ResourceType.EVENTS, "event", List.of("ev")),
            served(ResourceType.LIMIT_RANGES, "limitrange", List.of("limits")),
            served(ResourceType.NAMESPACES, "namespace", List.of("ns"),
                    new Subresource("finalize", "", "v1", "Namespace", List.of("update")), status("Namespace")),
            served(ResourceType.NODES, "node", List.of("no"), status("Node")),
            pods(),
            served(ResourceType.RESOURCE_QUOTAS, "resourcequota", List.of("quota"), status("ResourceQuota")),
            served(ResourceType.SECRETS, "secret", List.of()),
            served(ResourceType.SERVICE_ACCOUNTS, "serviceaccount", List.of("sa"),
                    new Subresource("token", "authentication.k8s.io", "v1", "TokenRequest", List.of("create"))),
            served(ResourceType.LEASES, "lease", List.of()),
            served(ResourceType.NETWORK_POLICIES, "networkpolicy", List.of("netpol")),
            served(ResourceType.ROLE_BINDINGS, "rolebinding", List.of()),
            served(ResourceType.ROLES, "role", List.of()));

    /** Questions that are answered and not kept; only {@code create} works on them. */
    public static final List<ServedResource> REVIEWS = List.of(
            review("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview"),
            review("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview"),
            review("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview"));

    private Resources() {}

    /** Returns the kind of object under a name in a URL. */
    public static Optional<ServedResource> find(String group, String version, String plural) {
        return ALL.stream()
                .filter(served -> served.type().plural().equals(plural)
                        && served.type().group().equals(group)
                        && served.type().version().equals(version))
                .findFirst();
    }

    /** Returns the kind of an object by its {@code apiVersion} and {@code kind}. */
    public static Optional<ServedResource> find(JsonNode object) {
        String apiVersion = object.path("apiVersion").asString("");
        String kind = object.path("kind").asString("");
        return ALL.stream()
                .filter(served -> served.type().kind().equals(kind) && served.type().apiVersion().equals(apiVersion))
                .findFirst();
    }

    /** Returns whether this is one of {@link #REVIEWS}. */
    public static boolean isReview(String group, String version, String plural) {
        return REVIEWS.stream().map(ServedResource::type).anyMatch(type ->
                type.plural().equals(plural) && type.group().equals(group) && type.version().equals(version));
    }

    /** Returns the named groups with a version, as {@code group/version}, sorted. */
    public static Set<String> groupVersions() {
        List<ServedResource> everything = new ArrayList<>(ALL);
        everything.addAll(REVIEWS);
        Set<String> found = new LinkedHashSet<>();
        everything.stream()
                .map(ServedResource::type)
                .filter(type -> !type.group().isEmpty())
                .sorted(Comparator.comparing(ResourceType::group))
                .forEach(type -> found.add(type.apiVersion()));
        return found;
    }

    /** Returns everything in a group and version, reviews too, sorted by name. */
    public static List<ServedResource> of(String groupVersion) {
        List<ServedResource> found = new ArrayList<>(ALL);
        found.addAll(REVIEWS);
        found.removeIf(served -> !served.type().apiVersion().equals(groupVersion));
        found.sort(Comparator.comparing(served -> served.type().plural()));
        return found;
    }

    private static ServedResource pods() {
        return new ServedResource(ResourceType.PODS, "pod", List.of("po"), List.of("all"), List.of(
                new Subresource("attach", "", "v1", "PodAttachOptions", CONNECT),
                new Subresource("binding", "", "v1", "Binding", List.of("create")),
                new Subresource("eviction", "policy", "v1", "Eviction", List.of("create")),
                new Subresource("exec", "", "v1", "PodExecOptions", CONNECT),
                new Subresource("log", "", "v1", "Pod", List.of("get")),
                new Subresource("portforward", "", "v1", "PodPortForwardOptions", CONNECT),
                status("Pod")));
    }

    private static ServedResource served(ResourceType type, String singular, List<String> shortNames, Subresource... subresources) {
        return new ServedResource(type, singular, shortNames, List.of(), List.of(subresources));
    }

    private static ServedResource review(String group, String plural, String kind) {
        return new ServedResource(
                new ResourceType(group, "v1", plural, kind, false), kind.toLowerCase(Locale.ROOT), List.of(), List.of(), List.of());
    }

    private static Subresource status(String kind) {
        return new Subresource("status", "", "v1", kind, READ_WRITE);
    }
}
