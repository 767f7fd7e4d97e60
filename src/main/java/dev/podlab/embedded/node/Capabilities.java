package dev.podlab.embedded.node;

/**
 * A process' effective capabilities.
 *
 * @param bits one per capability, as the kernel numbers them
 */
record Capabilities(long bits) {

    private static final int NET_ADMIN = 12;
    private static final int SYS_ADMIN = 21;

    /**
     * Reads them from the text of {@code /proc/self/status}; none when it does not tell.
     *
     * <p>Source: proc(5), {@code CapEff}.
     */
    static Capabilities of(String status) {
        return status.lines()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> new Capabilities(Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16)))
                .findFirst()
                .orElse(new Capabilities(0));
    }

    /** Returns whether namespaces, mounts and links can be made. Root in an ordinary container has neither. */
    boolean areEnough() {
        return has(NET_ADMIN) && has(SYS_ADMIN);
    }

    private boolean has(int capability) {
        return (bits >>> capability & 1) == 1;
    }
}
