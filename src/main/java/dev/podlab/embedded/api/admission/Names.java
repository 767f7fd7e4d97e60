package dev.podlab.embedded.api.admission;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The forms of names. Each method returns what is wrong, in Kubernetes' words, or empty.
 *
 * <p>Source: apimachinery {@code pkg/util/validation/validation.go}.
 */
final class Names {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String LABEL_VALUE = "(" + QUALIFIED + ")?";
    private static final String CONFIG_KEY = "[-._a-zA-Z0-9]+";
    private static final String ENVIRONMENT = "[ -<>-~]+";

    private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
    private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
    private static final Pattern QUALIFIED_PATTERN = Pattern.compile(QUALIFIED);
    private static final Pattern LABEL_VALUE_PATTERN = Pattern.compile(LABEL_VALUE);
    private static final Pattern CONFIG_KEY_PATTERN = Pattern.compile(CONFIG_KEY);
    private static final Pattern ENVIRONMENT_PATTERN = Pattern.compile(ENVIRONMENT);
    private static final Pattern PORT_CHARACTERS = Pattern.compile("[-a-z0-9]+");
    private static final Pattern LETTER = Pattern.compile(".*[a-z].*");

    private static final int LABEL_LENGTH = 63;
    private static final int SUBDOMAIN_LENGTH = 253;
    private static final int PORT_LENGTH = 15;

    private Names() {}

    /** An object's name: {@code my-app.v2}. */
    static Optional<String> subdomain(String name) {
        if (name.length() > SUBDOMAIN_LENGTH) {
            return Optional.of("must be no more than 253 characters");
        }
        return unless(SUBDOMAIN_PATTERN, name,
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
                        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '" + SUBDOMAIN + "')");
    }

    /** A name that may become part of a host name: {@code my-app}. */
    static Optional<String> label(String name) {
        if (name.length() > LABEL_LENGTH) {
            return Optional.of("must be no more than 63 characters");
        }
        return unless(LABEL_PATTERN, name,
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with "
                        + "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '" + LABEL + "')");
    }

    /** The key of a label or annotation: {@code app} or {@code example.com/app}. */
    static Optional<String> qualified(String key) {
        int slash = key.indexOf('/');
        if (slash != key.lastIndexOf('/')) {
            return Optional.of("a qualified name " + QUALIFIED_RULE
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        if (slash == 0) {
            return Optional.of("prefix part must be non-empty");
        }
        Optional<String> prefix = slash < 0 ? Optional.empty() : subdomain(key.substring(0, slash)).map(why -> "prefix part " + why);
        return prefix.isPresent() ? prefix : qualifiedName(key.substring(slash + 1));
    }

    private static final String QUALIFIED_RULE =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
                    + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + QUALIFIED + "')";

    private static Optional<String> qualifiedName(String name) {
        if (name.isEmpty()) {
            return Optional.of("name part must be non-empty");
        }
        if (name.length() > LABEL_LENGTH) {
            return Optional.of("name part must be no more than 63 characters");
        }
        return unless(QUALIFIED_PATTERN, name, "name part " + QUALIFIED_RULE);
    }

    static Optional<String> labelValue(String value) {
        if (value.length() > LABEL_LENGTH) {
            return Optional.of("must be no more than 63 characters");
        }
        return unless(LABEL_VALUE_PATTERN, value,
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end "
                        + "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '"
                        + "(" + QUALIFIED + ")?')");
    }

    /** A key of a ConfigMap or Secret, which becomes a file name. */
    static Optional<String> configKey(String key) {
        if (key.length() > SUBDOMAIN_LENGTH) {
            return Optional.of("must be no more than 253 characters");
        }
        if (!CONFIG_KEY_PATTERN.matcher(key).matches()) {
            return Optional.of("a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
                    + "'KEY_NAME',  or 'key-name', regex used for validation is '" + CONFIG_KEY + "')");
        }
        if (key.equals(".") || key.equals("..")) {
            return Optional.of("must not be '" + key + "'");
        }
        return key.startsWith("..") ? Optional.of("must not start with '..'") : Optional.empty();
    }

    /** The name of an environment variable: any printable ASCII character but {@code =}. */
    static Optional<String> environmentVariable(String name) {
        return unless(ENVIRONMENT_PATTERN, name,
                "a valid environment variable name must consist only of printable ASCII characters other than '='");
    }

    /** The name of a port: {@code http-alt}. */
    static Optional<String> port(String name) {
        if (name.length() > PORT_LENGTH) {
            return Optional.of("must be no more than 15 characters");
        }
        if (!PORT_CHARACTERS.matcher(name).matches()) {
            return Optional.of("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (!LETTER.matcher(name).matches()) {
            return Optional.of("must contain at least one letter (a-z)");
        }
        if (name.contains("--")) {
            return Optional.of("must not contain consecutive hyphens");
        }
        return name.startsWith("-") || name.endsWith("-") ? Optional.of("must not begin or end with a hyphen") : Optional.empty();
    }

    private static Optional<String> unless(Pattern pattern, String text, String complaint) {
        return pattern.matcher(text).matches() ? Optional.empty() : Optional.of(complaint);
    }
}
