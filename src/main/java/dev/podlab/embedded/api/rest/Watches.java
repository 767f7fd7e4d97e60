package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.http.AnswerStream;
import dev.podlab.embedded.store.Listing;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoreEvent;
import dev.podlab.embedded.store.StoreException;
import dev.podlab.embedded.store.StoreWatch;
import dev.podlab.embedded.store.StoredObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Watch: one line of JSON per change, or one WebSocket message.
 *
 * <p>Source: website {@code reference/using-api/api-concepts.md}; apiserver {@code pkg/endpoints/handlers/watch.go}, v1.36.
 */
final class Watches {

    private static final Duration BOOKMARK_EVERY = Duration.ofMinutes(1);
    private static final int MIN_TIMEOUT_SECONDS = 1800;
    /** Changes that came together are sent together, up to this size. */
    private static final int BATCH_BYTES = 64 << 10;

    private final Backend backend;

    Watches(Backend backend) {
        this.backend = backend;
    }

    Reply watch(Call call) throws IOException {
        Representation representation = Representation.of(call.http(), backend.printer());
        Selection selection = Selection.of(call.type(), call.query(), call.target().name());
        boolean initialEvents = call.query().isTrue("sendInitialEvents");
        checkInitialEvents(call);
        OptionalLong version = ResourceVersions.parse(call.query());
        Duration timeout = timeout(call);
        Encoder encoder = new Encoder(call.type(), representation, selection);
        try (AnswerStream stream = open(call)) {
            try (Start start = start(call, initialEvents ? OptionalLong.empty() : version)) {
                sendInitial(call, start, encoder, stream, initialEvents);
                follow(call, start.watch(), encoder, stream, backend.clock().instant().plus(timeout));
            } catch (StoreException.Expired expired) {
                send(stream, call, WatchEvent.error(ApiException.expired(expired.getMessage())));
            }
        } catch (InterruptedException clientGone) {
            Thread.currentThread().interrupt();
        }
        return new Reply.Sent();
    }

    /** A watch, and the objects that were there when it began. */
    private record Start(Listing initial, StoreWatch watch) implements AutoCloseable {
        @Override
        public void close() {
            watch.close();
        }
    }

    private Start start(Call call, OptionalLong version) {
        if (version.isEmpty()) {
            Listing listing = backend.store().list(call.type(), call.namespaceOrAll());
            return new Start(listing, backend.store().watch(call.type(), call.namespaceOrAll(), listing.resourceVersion()));
        }
        long current = backend.store().resourceVersion();
        if (version.getAsLong() > current) {
            throw new StoreException.Expired(version.getAsLong(), current);
        }
        StoreWatch watch = backend.store().watch(call.type(), call.namespaceOrAll(), version.getAsLong());
        return new Start(new Listing(version.getAsLong(), List.of()), watch);
    }

    private void sendInitial(Call call, Start start, Encoder encoder, AnswerStream stream, boolean marked) throws IOException {
        for (StoredObject object : start.initial().items()) {
            Optional<ObjectNode> event = encoder.encode(new StoreEvent(StoreEvent.Type.ADDED, object, object));
            if (event.isPresent()) {
                send(stream, call, event.get());
            }
        }
        if (marked) {
            send(stream, call, WatchEvent.initialEventsEnd(call.type(), start.initial().resourceVersion()));
        }
    }

    private void follow(Call call, StoreWatch watch, Encoder encoder, AnswerStream stream, Instant deadline)
            throws IOException, InterruptedException {
        boolean bookmarks = call.query().isTrue("allowWatchBookmarks");
        while (!watch.isClosed()) {
            Duration left = Duration.between(backend.clock().instant(), deadline);
            if (left.isNegative() || left.isZero()) {
                return;
            }
            long before = backend.store().resourceVersion();
            Optional<StoreEvent> event = watch.poll(left.compareTo(BOOKMARK_EVERY) < 0 ? left : BOOKMARK_EVERY);
            if (event.isPresent()) {
                sendWaiting(call, watch, encoder, stream, event.get());
            } else if (bookmarks && !watch.isClosed()) {
                send(stream, call, WatchEvent.bookmark(call.type(), before));
            }
        }
    }

    /** Sends a change, together with those that have queued up behind it. */
    private static void sendWaiting(Call call, StoreWatch watch, Encoder encoder, AnswerStream stream, StoreEvent first)
            throws IOException, InterruptedException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        Optional<StoreEvent> next = Optional.of(first);
        while (next.isPresent()) {
            Optional<ObjectNode> event = encoder.encode(next.get());
            if (event.isPresent()) {
                batch.writeBytes(Reply.bytes(event.get()));
                batch.write('\n');
            }
            boolean full = call.http().wantsWebSocket() || batch.size() > BATCH_BYTES;
            if (full && batch.size() > 0) {
                stream.write(batch.toByteArray());
                batch.reset();
            }
            next = watch.poll(Duration.ZERO);
        }
        if (batch.size() > 0) {
            stream.write(batch.toByteArray());
        }
    }

    private static void send(AnswerStream stream, Call call, ObjectNode event) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(Reply.bytes(event));
        line.write('\n');
        stream.write(line.toByteArray());
    }

    private static AnswerStream open(Call call) throws IOException {
        if (call.http().wantsWebSocket()) {
            return call.http().webSocket("", false);
        }
        return call.http().stream(200, "application/json");
    }

    private static void checkInitialEvents(Call call) {
        if (call.query().first("sendInitialEvents").isEmpty()) {
            if (call.query().first("resourceVersionMatch").isPresent()) {
                throw ApiException.forbiddenOption(
                        "resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
            }
            return;
        }
        if (!call.query().first("resourceVersionMatch").orElse("").equals("NotOlderThan")) {
            throw ApiException.forbiddenOption("resourceVersionMatch",
                    "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
    }

    private static Duration timeout(Call call) {
        String text = call.query().first("timeoutSeconds").orElse("");
        if (text.matches("[1-9]\\d{0,8}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        return Duration.ofSeconds(MIN_TIMEOUT_SECONDS + ThreadLocalRandom.current().nextInt(MIN_TIMEOUT_SECONDS));
    }

    /** Changes as one watch sees them: an object that leaves its selection is deleted to it. */
    private static final class Encoder {
        private final ResourceType type;
        private final Representation representation;
        private final Selection selection;
        private boolean columnsSent;

        Encoder(ResourceType type, Representation representation, Selection selection) {
            this.type = type;
            this.representation = representation;
            this.selection = selection;
        }

        Optional<ObjectNode> encode(StoreEvent event) {
            boolean now = selection.includes(event.object());
            boolean before = event.type() != StoreEvent.Type.ADDED && selection.includes(event.previous());
            return switch (event.type()) {
                case ADDED -> now ? encoded("ADDED", event.object()) : Optional.empty();
                case MODIFIED -> {
                    if (now) {
                        yield encoded(before ? "MODIFIED" : "ADDED", event.object());
                    }
                    yield before ? Optional.of(wrapped("DELETED", lastSeen(event))) : Optional.empty();
                }
                case DELETED -> before ? encoded("DELETED", event.object()) : Optional.empty();
            };
        }

        /** The object as it last was in the selection, at the version of the change that took it out. */
        private static ObjectNode lastSeen(StoreEvent event) {
            ObjectNode previous = event.previous().copy();
            ((ObjectNode) previous.path("metadata")).put("resourceVersion", Long.toString(event.object().resourceVersion()));
            return previous;
        }

        private Optional<ObjectNode> encoded(String word, StoredObject object) {
            return Optional.of(wrapped(word, object.json()));
        }

        private ObjectNode wrapped(String word, ObjectNode object) {
            ObjectNode shown = representation.one(type, object);
            if (shown.has("columnDefinitions")) {
                if (columnsSent) {
                    shown.putNull("columnDefinitions");
                }
                columnsSent = true;
            }
            ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", word);
            event.set("object", shown);
            return event;
        }
    }
}
