package dev.podlab.course;

import java.util.Map;

/** A condition on the live sandbox, declared in an exercise. */
public sealed interface Check {

    /** Returns its name within the step. */
    String id();

    /** Returns the expression that is true when the check passes. */
    Expression passes();

    /** Returns expressions for the values that the sentence about what was seen names. */
    Map<String, Expression> shown();

    /** Returns where to look when it fails. */
    Where where();

    /** Judges the objects of the sandbox only. */
    record CelCheck(String id, Expression passes, Map<String, Expression> shown, Where where) implements Check {

        public CelCheck {
            shown = Map.copyOf(shown);
        }
    }

    /** Judges what commands and logs in the sandbox say, and its objects. */
    record ExecCheck(String id, Expression passes, Map<String, Expression> shown, Where where) implements Check {

        public ExecCheck {
            shown = Map.copyOf(shown);
        }
    }

    /** Judges the learner's answer against the live sandbox. */
    record AnswerCheck(String id, Expression passes, Map<String, Expression> shown, Where where) implements Check {

        public AnswerCheck {
            shown = Map.copyOf(shown);
        }
    }

    /**
     * Where to look.
     *
     * @param part   part of the live picture, for example {@code pod/web/container/one}
     * @param anchor heading of the exercise's lesson that explains it
     */
    record Where(String part, String anchor) {}
}
