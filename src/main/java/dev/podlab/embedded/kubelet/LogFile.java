package dev.podlab.embedded.kubelet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The end of a container log file in CRI format. */
final class LogFile {

    private LogFile() {}

    /** Returns the content of the last lines, cut to so many bytes, or an empty text when there is no such file. */
    static String tail(Path file, int lines, int bytes) {
        Deque<byte[]> last = new ArrayDeque<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    raw.write(next);
                    continue;
                }
                Optional<LogLine> line = LogLine.parse(raw.toByteArray());
                raw.reset();
                line.ifPresent(l -> last.addLast(l.content()));
                if (last.size() > lines) {
                    last.removeFirst();
                }
            }
        } catch (IOException unreadable) {
            return "";
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        last.forEach(text::writeBytes);
        byte[] all = text.toByteArray();
        int from = Math.max(0, all.length - bytes);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }
}
