package dev.podlab.embedded;

import java.lang.management.ManagementFactory;

/** The memory of the machine, or of the container that Podlab runs in. */
final class MachineMemory {

    private MachineMemory() {}

    /** Returns its size in bytes. */
    static long bytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }
}
