package dev.podlab.exercise;

import dev.podlab.course.Check;
import dev.podlab.course.Expression;
import dev.podlab.course.Expression.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Judges checks: a pure function of the check and the facts. */
final class Judge {

    private static final String NOTHING = "—";
    private static final int LONGEST_SHOWN = 120;

    private Judge() {}

    static CheckResult evaluate(Check check, Facts facts) {
        if (check instanceof Check.AnswerCheck && facts.answer().isEmpty()) {
            return new CheckResult.CannotTell(CheckResult.Reason.NO_ANSWER);
        }
        Map<String, Object> variables = facts.variables();
        return switch (check.passes().evaluate(variables)) {
            case Value.Found found when Boolean.TRUE.equals(found.value()) -> new CheckResult.Passed();
            case Value.Found found when Boolean.FALSE.equals(found.value()) ->
                new CheckResult.Failed(shown(check, variables));
            case Value.Found found -> new CheckResult.CannotTell(CheckResult.Reason.BROKEN_CHECK);
            case Value.Missing missing -> new CheckResult.NotYet(missing.what());
            case Value.Failed failed -> new CheckResult.CannotTell(CheckResult.Reason.BROKEN_CHECK);
        };
    }

    private static Map<String, String> shown(Check check, Map<String, Object> variables) {
        var shown = new LinkedHashMap<String, String>();
        check.shown().forEach((name, expression) -> shown.put(name, text(expression, variables)));
        return shown;
    }

    private static String text(Expression expression, Map<String, Object> variables) {
        if (!(expression.evaluate(variables) instanceof Value.Found found)) {
            return NOTHING;
        }
        String text = String.valueOf(found.value());
        if (text.isBlank()) {
            return NOTHING;
        }
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
