package dev.podlab.exercise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that checks may look at.
 *
 * @param objects  objects as the API serves them, by plural
 * @param evidence what was read from the sandbox, by name; what could not be read is not in it
 * @param answer   what the learner typed, empty when nothing
 */
record Facts(
        Map<String, List<Map<String, Object>>> objects, Map<String, Map<String, Object>> evidence, String answer) {

    Facts {
        objects = Map.copyOf(objects);
        evidence = Map.copyOf(evidence);
    }

    /** Returns the variables of an expression. */
    Map<String, Object> variables() {
        var variables = new LinkedHashMap<String, Object>(objects);
        variables.put("evidence", evidence);
        variables.put("answer", answer);
        return variables;
    }
}
