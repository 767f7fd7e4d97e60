package dev.podlab.embedded.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a tar archive in memory. Everything belongs to root and is dated 1970, so equal content gives equal bytes.
 * Not thread-safe.
 *
 * <p>Source: POSIX.1-1988 ustar interchange format. Names have at most 100 bytes.
 */
final class TarArchive {

    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TarArchive folder(String name, int mode) {
        return entry(name + "/", mode, '5', "", new byte[0]);
    }

    TarArchive file(String name, int mode, byte[] content) {
        return entry(name, mode, '0', "", content);
    }

    TarArchive file(String name, int mode, String content) {
        return file(name, mode, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a symbolic link. */
    TarArchive link(String name, String target) {
        return entry(name, 0777, '2', target, new byte[0]);
    }

    byte[] bytes() {
        var end = new ByteArrayOutputStream();
        end.writeBytes(out.toByteArray());
        end.writeBytes(new byte[2 * BLOCK]);
        return end.toByteArray();
    }

    private TarArchive entry(String name, int mode, char type, String target, byte[] content) {
        byte[] header = new byte[BLOCK];
        text(header, 0, name);
        octal(header, 100, 8, mode);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, content.length);
        octal(header, 136, 12, 0);
        Arrays.fill(header, 148, 156, (byte) ' ');
        header[156] = (byte) type;
        text(header, 157, target);
        text(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        octal(header, 148, 7, sum);
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    private static void text(byte[] header, int at, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > NAME_BYTES) {
            throw new IllegalArgumentException("too long for a tar header: " + value);
        }
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** Writes {@code length - 1} octal digits and leaves the closing NUL. */
    private static void octal(byte[] header, int at, int length, long value) {
        String digits = Long.toOctalString(value);
        text(header, at, "0".repeat(length - 1 - digits.length()) + digits);
    }
}
