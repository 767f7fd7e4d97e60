package dev.podlab.course;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A Markdown file with front matter, cut in two.
 *
 * @param header front matter without its fences; line 2 of the file is its first line
 * @param body   the rest, with blank lines in place of the front matter, so that its lines count as in the file
 * @param hash   short hash of the file without its {@code matches} line
 */
record TextFile(String path, String header, String body, String hash) {

    static final int HEADER_OFFSET = 1;

    private static final Pattern FENCED = Pattern.compile("\\A---\\n(.*?\\n)---\\n", Pattern.DOTALL);
    private static final Pattern MATCHES = Pattern.compile("(?m)^matches:.*\\n");
    private static final int HASH_LENGTH = 12;

    static TextFile parse(String path, String text) {
        String unix = text.replace("\r\n", "\n");
        var matcher = FENCED.matcher(unix);
        if (!matcher.find()) {
            return new TextFile(path, "", unix, hash(unix));
        }
        String blank = "\n".repeat((int) matcher.group().chars().filter(c -> c == '\n').count());
        return new TextFile(path, matcher.group(1), blank + unix.substring(matcher.end()), hash(unix));
    }

    /** Returns the text with its {@code matches} line set. */
    static String withMatch(String text, String hash) {
        String unix = text.replace("\r\n", "\n");
        String line = "matches: " + hash + "\n";
        return MATCHES.matcher(unix).find()
                ? MATCHES.matcher(unix).replaceFirst(line)
                : unix.replaceFirst("\\A---\\n", "---\n" + line);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(MATCHES.matcher(text).replaceFirst("").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
