package dev.podlab.embedded.kubelet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A volume of a Pod: its name and where its content comes from. */
record VolumeSpec(String name, Source source) {

    /** Kinds of volume that the kubelet carries out. */
    sealed interface Source {

        /**
         * A folder that lives as long as the Pod.
         *
         * @param memory    whether it is a tmpfs
         * @param sizeLimit bytes, or null
         */
        record EmptyDir(boolean memory, @Nullable Long sizeLimit) implements Source {}

        /** The keys of a ConfigMap as files. */
        record ConfigMap(String name, List<Item> items, int defaultMode, boolean optional) implements Source {}

        /** The keys of a Secret as files. */
        record Secret(String name, List<Item> items, int defaultMode, boolean optional) implements Source {}

        /** Fields of the Pod as files. */
        record DownwardApi(List<DownwardItem> items, int defaultMode) implements Source {}

        /** Several of the others in one folder. */
        record Projected(List<Source> sources, int defaultMode) implements Source {}

        /** A token of the Pod's service account. */
        record ServiceAccountToken(String path, String audience, long expirationSeconds) implements Source {}

        /** A kind that admission should have refused. */
        record Unsupported(String kind) implements Source {}
    }

    /** A key and the file that it becomes; a null mode is the volume's default. */
    record Item(String key, String path, @Nullable Integer mode) {}

    /** A field or resource and the file that it becomes. */
    record DownwardItem(String path, ContainerSpec.ValueSource source, @Nullable Integer mode) {}
}
