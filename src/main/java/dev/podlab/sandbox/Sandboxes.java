package dev.podlab.sandbox;

import dev.podlab.learner.LearnerId;
import java.util.Optional;

/** The sandboxes of all learners. Thread-safe. The namespace always follows from the learner, never from a request. */
public interface Sandboxes {

    /** Returns a learner's open sandbox, or empty when there is none or it has expired. Does not call the cluster. */
    Optional<Sandbox> find(LearnerId learner);

    /** Opens a learner's sandbox, or returns the one that is open. Blocks until Pods can be created in it. */
    Sandbox open(LearnerId learner);

    /** Deletes every object that the learner made; the namespace, its limits and its expiry stay. Blocks until empty. */
    Sandbox reset(LearnerId learner);

    /** Moves the expiry to a full lease from now. */
    Sandbox extend(LearnerId learner);

    /** Gives the sandbox back at once. Does nothing when there is none. */
    void close(LearnerId learner);
}
