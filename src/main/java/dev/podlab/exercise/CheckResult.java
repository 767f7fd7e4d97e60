package dev.podlab.exercise;

import java.util.Map;

/** What became of a check. It holds no words: pages have them in each language. */
sealed interface CheckResult {

    /** The sandbox is as expected. */
    record Passed() implements CheckResult {}

    /**
     * The sandbox is not as expected.
     *
     * @param shown values that were seen, by the name that the words use for them
     */
    record Failed(Map<String, String> shown) implements CheckResult {

        public Failed {
            shown = Map.copyOf(shown);
        }
    }

    /**
     * Something that the check looks at is not there (yet).
     *
     * @param what {@code pod web}, {@code container web/one}, or empty
     */
    record NotYet(String what) implements CheckResult {}

    /** The check could not be judged. */
    record CannotTell(Reason reason) implements CheckResult {}

    /** Why a check could not be judged: pages have words for each. */
    enum Reason {
        /** The learner has no open sandbox. */
        NO_SANDBOX,
        /** The cluster does not answer. */
        NO_CLUSTER,
        /** The learner has not said yet what will happen. */
        NO_PREDICTION,
        /** The learner has not answered yet. */
        NO_ANSWER,
        /** The check does not fit what is there: the exercise's fault. */
        BROKEN_CHECK
    }
}
