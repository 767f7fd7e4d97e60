package dev.podlab.embedded.api.admission;

import java.util.List;

/** What makes tolerations valid. Source: kubernetes {@code validation.go}, ValidateTolerations. */
final class TolerationRules {

    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final List<String> OPERATORS = List.of("Equal", "Exists");

    private TolerationRules() {}

    static void check(Field toleration, Problems problems) {
        Field key = toleration.child("key");
        Field operator = toleration.child("operator");
        if (!key.text().isEmpty()) {
            Names.qualified(key.text()).ifPresent(why -> problems.invalid(key, why));
        } else if (!operator.text().equals("Exists")) {
            problems.invalid(operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        Field effect = toleration.child("effect");
        if (toleration.child("tolerationSeconds").exists() && !effect.text().equals("NoExecute")) {
            problems.invalid(effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }
        value(toleration, operator, problems);
        if (!effect.text().isEmpty() && !EFFECTS.contains(effect.text())) {
            problems.notSupported(effect, EFFECTS);
        }
    }

    private static void value(Field toleration, Field operator, Problems problems) {
        String value = toleration.text("value");
        switch (operator.text()) {
            case "", "Equal" -> Names.labelValue(value).ifPresent(why -> problems.invalid(operator, value, why));
            case "Exists" -> {
                if (!value.isEmpty()) {
                    problems.invalid(operator, value, "value must be empty when `operator` is 'Exists'");
                }
            }
            default -> problems.notSupported(operator, OPERATORS);
        }
    }
}
