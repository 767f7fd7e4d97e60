package dev.podlab.learner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Who sits at a browser: 128 random bits in lower-case base 32, kept in a cookie that scripts cannot read.
 * Knowing it is being that learner, so it never appears in a page, a log or a namespace name.
 */
public record LearnerId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int RANDOM_BYTES = 16;

    public LearnerId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a learner id");
        }
    }

    /**
     * Returns a new id.
     *
     * @param random must be cryptographically strong outside tests
     */
    public static LearnerId next(RandomGenerator random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new LearnerId(base32(bytes));
    }

    /** Returns the id that a text spells, or empty when it spells none. */
    public static Optional<LearnerId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new LearnerId(text)) : Optional.empty();
    }

    /**
     * Returns a name for this learner that does not give the id away: 52 letters and digits of lower-case base 32.
     *
     * @param purpose what the name is for; names for different purposes cannot be linked
     */
    public String pseudonym(String purpose) {
        try {
            byte[] text = (purpose + ":" + value).getBytes(StandardCharsets.US_ASCII);
            return base32(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "LearnerId[secret]";
    }

    private static String base32(byte[] bytes) {
        var text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                text.append(ALPHABET.charAt((buffer >> (bits - 5)) & 31));
                bits -= 5;
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
        }
        return text.toString();
    }
}
