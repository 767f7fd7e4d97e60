package dev.podlab.embedded.store.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An amount of a resource, exactly.
 *
 * <p>Source: kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity.
 */
public record Quantity(BigDecimal amount) implements Comparable<Quantity> {

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))([eE][+-]?\\d+|[numkMGTPE]|[KMGTPE]i)?");

    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    /** Returns the amount that a text like {@code 250m}, {@code 64Mi} or {@code 1e3} writes, or empty. */
    public static Optional<Quantity> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String suffix = form.group(2);
        if (suffix == null) {
            return Optional.of(new Quantity(number));
        }
        BigDecimal factor = SUFFIXES.get(suffix);
        return Optional.of(new Quantity(factor != null ? number.multiply(factor) : exponent(number, suffix)));
    }

    /** Returns the amount in a JSON string or number; zero when it is missing or cannot be read. */
    public static Quantity of(JsonNode node) {
        return parse(node.asString("")).orElse(ZERO);
    }

    /** Returns so many whole units. */
    public static Quantity of(long units) {
        return new Quantity(BigDecimal.valueOf(units));
    }

    /** Returns so many thousandths. */
    public static Quantity ofMillis(long thousandths) {
        return new Quantity(BigDecimal.valueOf(thousandths).movePointLeft(3));
    }

    /** Returns the number of whole units, rounded up: bytes, or cores. */
    public long units() {
        return amount.setScale(0, RoundingMode.UP).longValue();
    }

    /** Returns the number of thousandths, rounded up: millicores. */
    public long millis() {
        return amount.movePointRight(3).setScale(0, RoundingMode.UP).longValue();
    }

    /** Returns the sum. */
    public Quantity plus(Quantity other) {
        return new Quantity(amount.add(other.amount));
    }

    /** Returns the larger one. */
    public Quantity max(Quantity other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }

    /** Returns a CPU amount in its canonical form: {@code 2} or {@code 250m}. */
    public String asCpu() {
        long thousandths = millis();
        return thousandths % 1_000 == 0 ? Long.toString(thousandths / 1_000) : thousandths + "m";
    }

    /** Returns a byte amount in its shortest exact binary form: {@code 64Mi}, {@code 1Gi}, {@code 1500}. */
    public String asBytes() {
        long bytes = units();
        String[] names = {"Ei", "Pi", "Ti", "Gi", "Mi", "Ki"};
        for (int i = 0; i < names.length; i++) {
            long factor = 1L << (10 * (names.length - i));
            if (bytes != 0 && bytes % factor == 0) {
                return bytes / factor + names[i];
            }
        }
        return Long.toString(bytes);
    }

    private static BigDecimal exponent(BigDecimal number, String suffix) {
        int power = Integer.parseInt(suffix.substring(1));
        return number.movePointRight(Math.clamp(power, -30, 30));
    }
}
