package dev.podlab.embedded.node;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one Podlab on a machine where several may run: everything that it leaves visible (network namespaces, links,
 * cgroups) carries this in its name, so each finds its own and only its own.
 *
 * @param value eight hexadecimal digits
 */
public record InstanceId(String value) {

    private static final int DIGITS = 8;

    public InstanceId {
        if (!value.matches("[0-9a-f]{" + DIGITS + "}")) {
            throw new IllegalArgumentException("not an instance id: " + value);
        }
    }

    /** Returns the id of the Podlab that keeps its state in {@code home}: the same folder, the same id. */
    public static InstanceId of(Path home) {
        try {
            byte[] path = home.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path);
            return new InstanceId(HexFormat.of().formatHex(digest).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Returns the prefix of this Podlab's network namespaces. */
    String prefix() {
        return "podlab-" + value + "-";
    }

    /** Returns the network namespace that holds the bridge between the nodes. */
    String fabricNamespace() {
        return prefix() + "fabric";
    }

    /** Returns the network namespace of a node. */
    String namespace(String node) {
        return prefix() + node;
    }

    /** Returns the machine's own link to the nodes; a link's name has at most 15 bytes. */
    String hostLink() {
        return "pl-" + value;
    }

    /** Returns the cgroup above all nodes' cgroups. */
    String cgroup() {
        return "podlab-" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
