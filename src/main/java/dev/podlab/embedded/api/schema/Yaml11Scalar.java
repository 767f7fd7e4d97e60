package dev.podlab.embedded.api.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a plain YAML scalar means to an API server: it reads YAML 1.1, so {@code yes} is a boolean and {@code 0644} is octal.
 *
 * <p>Source: sigs.k8s.io/yaml, goyaml.v2 {@code resolve.go}.
 */
final class Yaml11Scalar {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9]*)");
    private static final Pattern OCTAL = Pattern.compile("([-+]?)0o?([0-7]+)");
    private static final Pattern HEXADECIMAL = Pattern.compile("([-+]?)0[xX]([0-9a-fA-F]+)");
    private static final Pattern BINARY = Pattern.compile("([-+]?)0[bB]([01]+)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?");

    private Yaml11Scalar() {}

    /** Returns the value of a scalar that was written without quotes and without a tag. */
    static JsonNode resolve(String text) {
        if (NULLS.contains(text)) {
            return NODES.nullNode();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return NODES.booleanNode(TRUE.contains(text));
        }
        boolean mayBeNumber = text.length() <= ParsedBody.MAX_NUMBER_LENGTH && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
        return mayBeNumber ? number(text, text.replace("_", "")) : NODES.stringNode(text);
    }

    private static JsonNode number(String text, String digits) {
        if (DECIMAL.matcher(digits).matches()) {
            return integer(new BigInteger(digits));
        }
        for (var radix : new Radix[] {new Radix(OCTAL, 8), new Radix(HEXADECIMAL, 16), new Radix(BINARY, 2)}) {
            var matcher = radix.pattern().matcher(digits);
            if (matcher.matches()) {
                return integer(new BigInteger(matcher.group(1) + matcher.group(2), radix.base()));
            }
        }
        // Go prints a float without its trailing zeros: 1.0 becomes the number 1.
        return FLOAT.matcher(digits).matches() ? shortest(new BigDecimal(digits)) : NODES.stringNode(text);
    }

    private static JsonNode shortest(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= 21
                ? integer(stripped.toBigIntegerExact())
                : NODES.numberNode(stripped);
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() >= Long.SIZE) {
            return NODES.numberNode(value);
        }
        // The same node types as a JSON parser makes: trees are compared to find out whether anything changed.
        return value.bitLength() < Integer.SIZE ? NODES.numberNode(value.intValueExact()) : NODES.numberNode(value.longValueExact());
    }

    private record Radix(Pattern pattern, int base) {}
}
