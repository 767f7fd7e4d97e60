package dev.podlab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The pictures that reach a browser, each with the moment of its arrival. */
final class PictureFeed implements AutoCloseable {

    private static final String DATA = "data:";

    private final InputStream in;
    private final List<Picture> pictures = new ArrayList<>();

    PictureFeed(InputStream in) {
        this.in = in;
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long now = System.nanoTime();
                if (line.startsWith(DATA)) {
                    add(new Picture(now, Visitor.JSON.readTree(line.substring(DATA.length()).strip()).path("state")));
                }
            }
        } catch (IOException closed) {
            add(new Picture(System.nanoTime(), Visitor.JSON.createObjectNode()));
        }
    }

    private synchronized void add(Picture picture) {
        pictures.add(picture);
        notifyAll();
    }

    /** Returns the moment at which the first picture came that fits, waiting for it when there is none yet. */
    synchronized long awaitArrival(String what, Predicate<JsonNode> fits, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int i = 0; ; i++) {
            while (i >= pictures.size()) {
                pause(what, deadline);
            }
            if (fits.test(pictures.get(i).state())) {
                return pictures.get(i).arrivedAt();
            }
        }
    }

    private void pause(String what, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new IllegalStateException("no picture showed " + what);
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Picture(long arrivedAt, JsonNode state) {}
}
