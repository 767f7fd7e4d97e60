package dev.podlab.sandbox;

import dev.podlab.cluster.ClusterRefusedException;
import dev.podlab.cluster.ClusterUnavailableException;
import dev.podlab.cluster.Namespaces;
import dev.podlab.cluster.Namespaces.SandboxNamespace;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Gives expired sandboxes back. Leases are written on the namespaces themselves, so it finds those from before a
 * restart too; what fails now is tried again at the next round.
 */
class SandboxReaper {

    private static final Logger log = LoggerFactory.getLogger(SandboxReaper.class);

    private final Namespaces namespaces;
    private final Clock clock;

    SandboxReaper(Namespaces namespaces, Clock clock) {
        this.namespaces = namespaces;
        this.clock = clock;
    }

    /** Asks for the deletion of every namespace whose lease is over. */
    @Scheduled(initialDelayString = "5s", fixedDelayString = "10s")
    void reap() {
        Instant now = clock.instant();
        for (SandboxNamespace namespace : namespaces.all()) {
            if (!namespace.terminating() && !now.isBefore(ClusterSandboxes.expiry(namespace))) {
                delete(namespace.name());
            }
        }
    }

    private void delete(String name) {
        try {
            namespaces.delete(name);
            log.info("The lease of {} is over: it is being deleted", name);
        } catch (ClusterUnavailableException | ClusterRefusedException e) {
            log.warn("The lease of {} is over, but it cannot be deleted now: {}", name, e.getMessage());
        }
    }
}
