package dev.podlab.embedded.store;

import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/** Compares trees by what they say: {@code 5} is {@code 5}, whether it was parsed or put there as a long. */
final class SameJson implements Comparator<JsonNode> {

    private static final SameJson INSTANCE = new SameJson();

    private SameJson() {}

    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(INSTANCE, other);
    }

    @Override
    public int compare(JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return 0;
        }
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return 1;
    }
}
