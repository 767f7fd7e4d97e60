package dev.podlab.embedded.api.schema;

import dev.podlab.embedded.api.schema.FieldType.Scalar;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Checks single values and brings them into the form in which the API server answers them. */
final class ScalarCheck {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX").withZone(ZoneOffset.UTC);

    private ScalarCheck() {}

    /**
     * Returns the value in canonical form.
     *
     * @param mismatch what to throw when the value is of another JSON type
     */
    static JsonNode check(Scalar type, JsonNode value, Supplier<TypeMismatchException> mismatch) {
        return switch (type.kind()) {
            case ANY -> value;
            case STRING -> require(value.isString(), value, mismatch);
            case BOOLEAN -> require(value.isBoolean(), value, mismatch);
            case NUMBER -> require(value.isNumber(), value, mismatch);
            case INTEGER -> require(fits(type, value), value, mismatch);
            case INT_OR_STRING -> intOrString(value);
            case QUANTITY -> quantity(value);
            case TIME -> time(require(value.isString(), value, mismatch).stringValue(), ChronoUnit.SECONDS);
            case MICRO_TIME -> time(require(value.isString(), value, mismatch).stringValue(), ChronoUnit.MICROS);
            case BYTES -> bytes(require(value.isString(), value, mismatch));
        };
    }

    private static JsonNode require(boolean fits, JsonNode value, Supplier<TypeMismatchException> mismatch) {
        if (!fits) {
            throw mismatch.get();
        }
        return value;
    }

    private static boolean fits(Scalar type, JsonNode value) {
        if (!value.isIntegralNumber()) {
            return false;
        }
        BigInteger number = value.bigIntegerValue();
        return number.bitLength() < (type.goName().equals("int32") ? Integer.SIZE : Long.SIZE);
    }

    private static JsonNode intOrString(JsonNode value) {
        if (value.isString() || value.isIntegralNumber() && value.canConvertToInt()) {
            return value;
        }
        String found = value.isNumber() ? "number " + value.asString() : value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        throw new TypeMismatchException("json: cannot unmarshal %s into Go value of type int32"
                .formatted(found.equals("boolean") ? "bool" : found));
    }

    private static JsonNode quantity(JsonNode value) {
        String text = value.isString() || value.isNumber() ? value.asString() : "{";
        return Quantity.tryParse(text)
                .map(quantity -> (JsonNode) NODES.stringNode(quantity.toString()))
                .orElseThrow(() -> new TypeMismatchException(Quantity.MALFORMED));
    }

    private static JsonNode time(String text, ChronoUnit precision) {
        if (text.isEmpty()) {
            return NODES.stringNode("");
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(precision);
            return NODES.stringNode(
                    precision == ChronoUnit.MICROS ? MICROSECONDS.format(time) : DateTimeFormatter.ISO_INSTANT.format(time));
        } catch (DateTimeParseException malformed) {
            throw new TypeMismatchException("parsing time \"%s\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"%s\""
                    .formatted(text, text.substring(malformed.getErrorIndex())));
        }
    }

    private static JsonNode bytes(JsonNode value) {
        try {
            Base64.getDecoder().decode(value.stringValue().replaceAll("[\\r\\n]", ""));
            return value;
        } catch (IllegalArgumentException malformed) {
            throw new TypeMismatchException("illegal base64 data: " + malformed.getMessage());
        }
    }
}
