package dev.podlab.embedded.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bytes of a journal: {@code length, CRC-32C of the rest, payload}, again and again. */
final class JournalRecords {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int HEADER_BYTES = 8;
    private static final int VERSION = 0;
    private static final int PUT = 1;
    private static final int REMOVE = 2;

    private JournalRecords() {}

    /** Says only that versions up to this one were used. */
    static byte[] version(long version) {
        return record(VERSION, version, null, null);
    }

    static byte[] put(StoredObject object) {
        return record(PUT, object.resourceVersion(), object.key(), object.json());
    }

    static byte[] of(StoreEvent event) {
        StoredObject object = event.object();
        return switch (event.type()) {
            case ADDED, MODIFIED -> put(object);
            case DELETED -> record(REMOVE, object.resourceVersion(), object.key(), null);
        };
    }

    /** Returns the next record, or empty, with the buffer where it was, when what follows is not a whole and sound record. */
    static Optional<Journal.Entry> read(ByteBuffer from) {
        if (from.remaining() < HEADER_BYTES) {
            return Optional.empty();
        }
        int start = from.position();
        int length = from.getInt();
        int checksum = from.getInt();
        if (length <= 0 || length > from.remaining()) {
            from.position(start);
            return Optional.empty();
        }
        byte[] payload = new byte[length];
        from.get(payload);
        if (checksum(payload) != checksum) {
            from.position(start);
            return Optional.empty();
        }
        return Optional.of(entry(payload));
    }

    private static byte[] record(int operation, long version, @Nullable ObjectKey key, @Nullable ObjectNode json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(operation);
            out.writeLong(version);
            if (key != null) {
                write(key, out);
            }
            if (json != null) {
                out.write(JSON.writeValueAsBytes(json));
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        byte[] payload = bytes.toByteArray();
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .putInt(payload.length).putInt(checksum(payload)).put(payload).array();
    }

    private static void write(ObjectKey key, DataOutputStream out) throws IOException {
        ResourceType type = key.type();
        out.writeUTF(type.group());
        out.writeUTF(type.version());
        out.writeUTF(type.plural());
        out.writeUTF(type.kind());
        out.writeBoolean(type.namespaced());
        out.writeUTF(key.namespace());
        out.writeUTF(key.name());
    }

    private static Journal.Entry entry(byte[] payload) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int operation = in.readByte();
            long version = in.readLong();
            if (operation == VERSION) {
                return new Journal.Entry(version, null, null);
            }
            ResourceType type =
                    new ResourceType(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readBoolean());
            ObjectKey key = new ObjectKey(type, in.readUTF(), in.readUTF());
            ObjectNode json = operation == PUT ? (ObjectNode) JSON.readTree(in.readAllBytes()) : null;
            return new Journal.Entry(version, key, json);
        } catch (IOException impossible) {
            throw new IllegalStateException("a record with a sound checksum does not parse", impossible);
        }
    }

    private static int checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
