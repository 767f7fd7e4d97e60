package dev.podlab.embedded.kubelet;

/** A volume cannot be made. */
final class MountException extends Exception {

    private static final long serialVersionUID = 1L;

    MountException(String volume, String problem) {
        super("MountVolume.SetUp failed for volume \"%s\" : %s".formatted(volume, problem));
    }
}
