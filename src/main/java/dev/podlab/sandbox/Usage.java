package dev.podlab.sandbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much of its limits a sandbox uses.
 *
 * @param pods        Pods that are not finished
 * @param memoryBytes sum of their memory limits
 * @param cpuMillis   sum of their CPU limits, in millicores
 */
record Usage(int pods, long memoryBytes, long cpuMillis) {

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(
            Map.entry("m", new BigDecimal("0.001")),
            Map.entry("k", new BigDecimal(1_000L)),
            Map.entry("M", new BigDecimal(1_000_000L)),
            Map.entry("G", new BigDecimal(1_000_000_000L)),
            Map.entry("Ki", new BigDecimal(1L << 10)),
            Map.entry("Mi", new BigDecimal(1L << 20)),
            Map.entry("Gi", new BigDecimal(1L << 30)));

    /**
     * Returns what Pods use, by the limits of their containers that run at the same time.
     *
     * @param pods as the API serves them
     */
    static Usage of(List<Map<String, Object>> pods) {
        int count = 0;
        BigDecimal memory = BigDecimal.ZERO;
        BigDecimal cpu = BigDecimal.ZERO;
        for (Map<String, Object> pod : pods) {
            if (FINISHED.contains(String.valueOf(map(pod.get("status")).get("phase")))) {
                continue;
            }
            count++;
            for (Object container : list(map(pod.get("spec")).get("containers"))) {
                Map<?, ?> limits = map(map(map(container).get("resources")).get("limits"));
                memory = memory.add(quantity(limits.get("memory")));
                cpu = cpu.add(quantity(limits.get("cpu")));
            }
        }
        return new Usage(count, memory.longValue(), cpu.multiply(THOUSAND).longValue());
    }

    /** Reads a Kubernetes quantity such as {@code 64Mi} or {@code 200m}; what is none counts as zero. */
    static BigDecimal quantity(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        BigDecimal factor = end == text.length() ? BigDecimal.ONE : SUFFIXES.get(text.substring(end));
        try {
            return factor == null ? BigDecimal.ZERO : new BigDecimal(text.substring(0, end)).multiply(factor);
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
