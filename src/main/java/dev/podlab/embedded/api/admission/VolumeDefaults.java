package dev.podlab.embedded.api.admission;

import tools.jackson.databind.node.ObjectNode;

/** Fills in what a volume's author left out. Source: kubernetes {@code pkg/apis/core/v1/defaults.go}. */
final class VolumeDefaults {

    private static final int TOKEN_SECONDS = 3600;

    private VolumeDefaults() {}

    /** Changes the volume in place; one without a source becomes an {@code emptyDir}. */
    static void apply(ObjectNode volume) {
        if (volume.properties().stream().allMatch(entry -> entry.getKey().equals("name"))) {
            volume.putObject("emptyDir");
        }
        for (String kind : new String[] {"configMap", "secret", "downwardAPI", "projected"}) {
            if (volume.path(kind) instanceof ObjectNode source) {
                PodDefaults.fileMode(source);
                downward(source);
                PodDefaults.objects(source.path("sources")).forEach(VolumeDefaults::projection);
            }
        }
    }

    private static void projection(ObjectNode projection) {
        if (projection.path("downwardAPI") instanceof ObjectNode source) {
            downward(source);
        }
        if (projection.path("serviceAccountToken") instanceof ObjectNode token && !token.has("expirationSeconds")) {
            token.put("expirationSeconds", TOKEN_SECONDS);
        }
    }

    private static void downward(ObjectNode source) {
        PodDefaults.objects(source.path("items"))
                .map(item -> item.path("fieldRef"))
                .filter(ObjectNode.class::isInstance)
                .forEach(reference -> PodDefaults.putIfAbsent((ObjectNode) reference, "apiVersion", "v1"));
    }
}
