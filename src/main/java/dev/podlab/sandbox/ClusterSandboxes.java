package dev.podlab.sandbox;

import dev.podlab.cluster.Namespaces;
import dev.podlab.cluster.Namespaces.SandboxNamespace;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.SandboxRefusedException.Reason;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sandboxes as namespaces. All state is in the cluster: a restart forgets nothing, and an opening that broke half-way
 * is completed by the next one.
 */
class ClusterSandboxes implements Sandboxes {

    private static final Logger log = LoggerFactory.getLogger(ClusterSandboxes.class);

    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RESET_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GONE_TIMEOUT = Duration.ofSeconds(60);
    private static final int NAME_LENGTH = 8;

    private final Namespaces namespaces;
    private final SandboxSettings settings;
    private final SandboxObjects objects;
    private final SandboxPace pace;
    private final Clock clock;
    private final ConcurrentHashMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final ReentrantLock capacity = new ReentrantLock();

    ClusterSandboxes(Namespaces namespaces, SandboxSettings settings, SandboxPace pace, Clock clock) {
        this.namespaces = namespaces;
        this.settings = settings;
        this.objects = new SandboxObjects(settings);
        this.pace = pace;
        this.clock = clock;
    }

    @Override
    public Optional<Sandbox> find(LearnerId learner) {
        return namespaces.find(nameOf(learner)).flatMap(this::open);
    }

    @Override
    public Sandbox open(LearnerId learner) {
        return find(learner).orElseGet(() -> alone(learner, () -> openAnew(learner)));
    }

    @Override
    public Sandbox reset(LearnerId learner) {
        return alone(learner, () -> {
            Sandbox sandbox = require(learner);
            pace.count(learner);
            namespaces.empty(sandbox.namespace(), RESET_TIMEOUT);
            return sandbox;
        });
    }

    @Override
    public Sandbox extend(LearnerId learner) {
        return alone(learner, () -> {
            Sandbox sandbox = require(learner);
            Instant expiresAt = clock.instant().plus(settings.lease());
            namespaces.annotate(sandbox.namespace(), Map.of(SandboxObjects.EXPIRES, expiresAt.toString()));
            return new Sandbox(sandbox.namespace(), sandbox.openedAt(), expiresAt, sandbox.limits());
        });
    }

    @Override
    public void close(LearnerId learner) {
        alone(learner, () -> {
            namespaces.delete(nameOf(learner));
            return true;
        });
    }

    /** Returns the name of a learner's namespace. */
    static String nameOf(LearnerId learner) {
        return Namespaces.PREFIX + learner.pseudonym("namespace").substring(0, NAME_LENGTH);
    }

    /** Returns when a namespace is to be reclaimed; one without a readable lease is already due. */
    static Instant expiry(SandboxNamespace namespace) {
        Instant expiry = time(namespace, SandboxObjects.EXPIRES);
        return expiry == null ? Instant.MIN : expiry;
    }

    private Sandbox openAnew(LearnerId learner) {
        String name = nameOf(learner);
        Optional<SandboxNamespace> existing = namespaces.fetch(name);
        Optional<Sandbox> sandbox = existing.flatMap(this::open);
        if (sandbox.isPresent()) {
            return sandbox.get();
        }
        pace.count(learner);
        existing.ifPresent(namespace -> makeRoom(namespace, learner));
        createNamespace(name, learner);
        for (Map<String, Object> object : objects.contents(name)) {
            if (!namespaces.put(object)) {
                log.warn("The cluster does not serve {}: {} is opened without it", object.get("kind"), name);
            }
        }
        namespaces.awaitUsable(name, OPEN_TIMEOUT);
        return open(namespaces.annotate(name, Map.of(SandboxObjects.COMPLETE, "true"))).orElseThrow();
    }

    /** Only counting and creating the namespace are alone: what follows takes longer and does not change the count. */
    private void createNamespace(String name, LearnerId learner) {
        capacity.lock();
        try {
            long open = namespaces.all().stream().filter(n -> !n.name().equals(name)).count();
            if (open >= settings.capacity()) {
                throw new SandboxRefusedException(Reason.FULL, open + " sandboxes are open, as many as are allowed");
            }
            Instant now = clock.instant();
            namespaces.put(objects.namespace(name, fullPseudonym(learner), now, now.plus(settings.lease())));
        } finally {
            capacity.unlock();
        }
    }

    /** An expired or half deleted namespace goes first; one that was not completed is kept and completed. */
    private void makeRoom(SandboxNamespace namespace, LearnerId learner) {
        if (!fullPseudonym(learner).equals(namespace.annotations().get(SandboxObjects.LEARNER))) {
            throw new SandboxRefusedException(Reason.TAKEN, "namespace " + namespace.name() + " is not this learner's");
        }
        if (namespace.terminating() || !clock.instant().isBefore(expiry(namespace))) {
            namespaces.delete(namespace.name());
            namespaces.awaitGone(namespace.name(), GONE_TIMEOUT);
        }
    }

    private Sandbox require(LearnerId learner) {
        return find(learner)
                .or(() -> namespaces.fetch(nameOf(learner)).flatMap(this::open))
                .orElseThrow(() -> new SandboxRefusedException(Reason.NOT_OPEN, "the learner has no open sandbox"));
    }

    private Optional<Sandbox> open(SandboxNamespace namespace) {
        Instant expiresAt = expiry(namespace);
        boolean open = !namespace.terminating()
                && namespace.annotations().containsKey(SandboxObjects.COMPLETE)
                && clock.instant().isBefore(expiresAt);
        if (!open) {
            return Optional.empty();
        }
        Instant openedAt = time(namespace, SandboxObjects.OPENED);
        return Optional.of(new Sandbox(
                namespace.name(), openedAt == null ? namespace.createdAt() : openedAt, expiresAt, settings.limits()));
    }

    private static String fullPseudonym(LearnerId learner) {
        return learner.pseudonym("namespace");
    }

    private static @Nullable Instant time(SandboxNamespace namespace, String annotation) {
        try {
            return Instant.parse(namespace.annotations().getOrDefault(annotation, ""));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Runs one change of a learner's sandbox at a time: a double click opens one sandbox. */
    private <T> T alone(LearnerId learner, Supplier<T> change) {
        ReentrantLock lock = locks.computeIfAbsent(nameOf(learner), name -> new ReentrantLock());
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
