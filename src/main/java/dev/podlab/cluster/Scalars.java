package dev.podlab.cluster;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads plain words of YAML the way kubectl does, which is YAML 1.1: {@code yes} is true and {@code 0644} is octal. A
 * learner must meet the same surprise here as there.
 *
 * <p>Source: {@code sigs.k8s.io/yaml/goyaml.v2/resolve.go}, 1.4.
 */
final class Scalars {

    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7_]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private Scalars() {}

    static @Nullable Object value(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return text;
        }
        if (NULL.contains(text)) {
            return null;
        }
        if (TRUE.contains(text)) {
            return Boolean.TRUE;
        }
        if (FALSE.contains(text)) {
            return Boolean.FALSE;
        }
        return number(text);
    }

    static boolean isMerge(ScalarNode key) {
        return key.getScalarStyle() == ScalarStyle.PLAIN && key.getValue().equals("<<");
    }

    private static Object number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return integer(text, 10);
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(text.replaceFirst("0o?", ""), 8);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return integer(text.replaceFirst("0x", ""), 16);
        }
        if (BINARY.matcher(text).matches()) {
            return integer(text.replaceFirst("0b", ""), 2);
        }
        return FLOAT.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }

    private static Number integer(String digits, int radix) {
        BigInteger value = new BigInteger(digits.replace("_", "").replace("+", ""), radix);
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }
}
