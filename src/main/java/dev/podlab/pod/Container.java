package dev.podlab.pod;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container of a Pod.
 *
 * @param id       runtime id with its scheme, for example {@code containerd://4f…}; empty before it was created
 * @param state    what it does now
 * @param last     how it ended the last time, or null when it never did
 * @param restarts how often it was started again
 * @param command  {@code command} and {@code args} of its spec, in a row
 */
public record Container(
        String name,
        String image,
        String id,
        ContainerState state,
        ContainerState.@Nullable Terminated last,
        boolean ready,
        boolean started,
        int restarts,
        List<String> command,
        List<Port> ports,
        List<Mount> mounts) {

    public Container {
        command = List.copyOf(command);
        ports = List.copyOf(ports);
        mounts = List.copyOf(mounts);
    }

    /** A port that the spec declares. */
    public record Port(String name, int number, String protocol) {}

    /** Where a volume appears in the container. */
    public record Mount(String volume, String path, boolean readOnly) {}
}
