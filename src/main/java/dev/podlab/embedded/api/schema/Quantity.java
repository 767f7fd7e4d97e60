package dev.podlab.embedded.api.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of a resource, exact, with the way in which Kubernetes writes it.
 *
 * <p>Source: apimachinery {@code pkg/api/resource/quantity.go}.
 *
 * @param value  the amount in base units (cores, bytes, pieces)
 * @param format how it was written
 */
public record Quantity(BigDecimal value, Format format) implements Comparable<Quantity> {

    /** What Kubernetes answers when an amount cannot be read. */
    public static final String MALFORMED =
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO, Format.DECIMAL_SI);

    private static final Pattern SHAPE = Pattern.compile("([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))([eE][+-]?[0-9]{1,3}|[A-Za-z]{0,2})");
    private static final int MAX_LENGTH = 64;
    private static final int SMALLEST_EXPONENT = -9;
    private static final int GREATEST_EXPONENT = 18;
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final BigDecimal LIMIT = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final String[] BINARY_SUFFIXES = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    private static final Map<String, Integer> DECIMAL_SUFFIXES = Map.of(
            "n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

    /** Ways of writing an amount. */
    public enum Format {
        /** {@code 1.5} is {@code 1500m}. */
        DECIMAL_SI,
        /** {@code 64Mi}. */
        BINARY_SI,
        /** {@code 1e3}. */
        DECIMAL_EXPONENT
    }

    /** Returns that many pieces. */
    public static Quantity of(long pieces) {
        return new Quantity(BigDecimal.valueOf(pieces), Format.DECIMAL_SI);
    }

    /** Reads an amount, or returns empty when it is malformed. Amounts are rounded up to billionths and capped at 2^63-1. */
    public static Optional<Quantity> tryParse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2);
        if (suffix.matches("[eE][+-]?[0-9]+")) {
            return Optional.of(bounded(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))), Format.DECIMAL_EXPONENT));
        }
        Integer power = DECIMAL_SUFFIXES.get(suffix);
        if (power != null) {
            return Optional.of(bounded(number.scaleByPowerOfTen(power), Format.DECIMAL_SI));
        }
        for (int i = 1; i < BINARY_SUFFIXES.length; i++) {
            if (BINARY_SUFFIXES[i].equals(suffix)) {
                return Optional.of(bounded(number.multiply(KIBI.pow(i)), Format.BINARY_SI));
            }
        }
        return Optional.empty();
    }

    /**
     * Reads an amount.
     *
     * @throws IllegalArgumentException if it is malformed, with Kubernetes' message
     */
    public static Quantity parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException(MALFORMED));
    }

    /** Returns the sum, in this one's format unless this is zero. */
    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value), value.signum() == 0 ? other.format : format);
    }

    /** Returns the difference, in this one's format. */
    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(other.value), format);
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    /** Returns the canonical form, for example {@code 1500m} for 1.5 and {@code 1Gi} for 1024Mi. */
    @Override
    public String toString() {
        if (isZero()) {
            return "0";
        }
        return switch (format) {
            case BINARY_SI -> value.abs().compareTo(KIBI) < 0 || value.stripTrailingZeros().scale() > 0 ? decimal() : binary();
            case DECIMAL_SI -> decimal();
            case DECIMAL_EXPONENT -> exponent();
        };
    }

    private static Quantity bounded(BigDecimal value, Format format) {
        BigDecimal rounded = value.scale() > -SMALLEST_EXPONENT ? value.setScale(-SMALLEST_EXPONENT, RoundingMode.UP) : value;
        return new Quantity(rounded.min(LIMIT).max(LIMIT.negate()), format);
    }

    private String binary() {
        BigInteger mantissa = value.toBigIntegerExact();
        int power = 0;
        while (power < BINARY_SUFFIXES.length - 1 && mantissa.mod(KIBI.toBigInteger()).signum() == 0) {
            mantissa = mantissa.divide(KIBI.toBigInteger());
            power++;
        }
        return mantissa + BINARY_SUFFIXES[power];
    }

    private String decimal() {
        BigDecimal stripped = value.stripTrailingZeros();
        int exponent = engineering(-stripped.scale());
        exponent = Math.min(exponent, GREATEST_EXPONENT);
        return stripped.scaleByPowerOfTen(-exponent).toPlainString() + suffix(exponent);
    }

    private String exponent() {
        BigDecimal stripped = value.stripTrailingZeros();
        int exponent = engineering(-stripped.scale());
        String mantissa = stripped.scaleByPowerOfTen(-exponent).toPlainString();
        return exponent == 0 ? mantissa : mantissa + "e" + exponent;
    }

    /** Returns the next multiple of three that is not greater. */
    private static int engineering(int exponent) {
        return Math.floorDiv(exponent, 3) * 3;
    }

    private static String suffix(int exponent) {
        return DECIMAL_SUFFIXES.entrySet().stream()
                .filter(entry -> entry.getValue() == exponent)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
