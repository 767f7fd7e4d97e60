package dev.podlab.cluster;

import java.util.List;
import java.util.Map;

/** Compares what is wanted with what is: the cluster adds defaults and status of its own. Pure. */
final class Subset {

    private Subset() {}

    /** Returns whether every field of {@code wanted} has its value in {@code actual} too. */
    static boolean covers(Object actual, Object wanted) {
        if (wanted instanceof Map<?, ?> fields) {
            return actual instanceof Map<?, ?> map
                    && fields.entrySet().stream().allMatch(f -> map.containsKey(f.getKey())
                            ? covers(map.get(f.getKey()), f.getValue())
                            : isEmpty(f.getValue()));
        }
        if (wanted instanceof List<?> items) {
            return actual instanceof List<?> list && list.size() == items.size() && coversEach(list, items);
        }
        return String.valueOf(wanted).equals(String.valueOf(actual));
    }

    private static boolean coversEach(List<?> actual, List<?> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!covers(actual.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty() || value instanceof List<?> list && list.isEmpty();
    }
}
