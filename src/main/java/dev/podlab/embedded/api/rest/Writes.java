package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.AdmissionRequest;
import dev.podlab.embedded.api.AdmissionRequest.Operation;
import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.ObjectDecoder.Decoded;
import dev.podlab.embedded.api.patch.Patch;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.StoreException;
import dev.podlab.embedded.store.StoredObject;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Create, update and patch. Source: apiserver {@code pkg/registry/generic/registry/store.go}, v1.36. */
final class Writes {

    private static final int MAX_ATTEMPTS = 8;
    private static final int LOCKS = 64;

    private final Backend backend;
    private final GeneratedNames names = new GeneratedNames();
    private final List<ReentrantLock> creationLocks = Stream.generate(() -> new ReentrantLock()).limit(LOCKS).toList();

    Writes(Backend backend) {
        this.backend = backend;
    }

    Reply create(Call call) {
        boolean dryRun = call.dryRun();
        Decoded decoded = decode(call);
        ObjectNode metadata = ObjectRules.metadata(decoded.object());
        if (!metadata.path("resourceVersion").asString("").isEmpty()) {
            throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
        }
        checkNamespace(call, metadata);
        boolean generated = metadata.path("name").asString("").isEmpty();
        ObjectRules.prepareCreate(call.type(), decoded.object());
        for (int attempt = 1; ; attempt++) {
            ObjectNode candidate = decoded.object().deepCopy();
            ObjectKey key = name(call, candidate);
            try {
                return new Reply.Resource(201, admitAndCreate(call, key, candidate, dryRun), decoded.warnings());
            } catch (StoreException.AlreadyExists taken) {
                if (!generated || attempt == MAX_ATTEMPTS) {
                    throw ApiException.alreadyExists(key);
                }
            }
        }
    }

    Reply update(Call call) {
        Decoded decoded = decode(call);
        return change(call, current -> new Decoded(decoded.object().deepCopy(), decoded.warnings()));
    }

    Reply patch(Call call) {
        Patch patch = Patch.parse(call.type(), call.body().contentType(), call.body().bytes());
        return change(call, current -> backend.decoder().check(call.type(), patch.apply(current.copy()), call.fieldValidation()));
    }

    /** What somebody wants an object to become. */
    private interface Change {
        Decoded apply(StoredObject current);
    }

    /**
     * Tries until nobody interferes. An object that names a resourceVersion is only written over that version: a replacement
     * names the one that its sender saw, a patched object the one that was just patched.
     */
    private Reply change(Call call, Change change) {
        boolean dryRun = call.dryRun();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            StoredObject current = backend.store().get(call.key()).orElseThrow(() -> ApiException.notFound(call.key()));
            Decoded proposed = change.apply(current);
            ObjectNode object = proposed.object();
            checkIdentity(call, object, current);
            prepare(call, object, current.json());
            ObjectNode admitted = backend.admission().admit(new AdmissionRequest(
                    Operation.UPDATE, call.target().subresource(), call.key(), object, current.copy(), call.user().name(), dryRun));
            try {
                ObjectNode result = dryRun ? admitted : write(call, admitted, current).json();
                return new Reply.Resource(200, result, proposed.warnings());
            } catch (StoreException.Conflict raced) {
                continue;
            }
        }
        throw ApiException.modified(call.key());
    }

    private StoredObject write(Call call, ObjectNode object, StoredObject current) {
        if (ObjectRules.isReadyToGo(call.type(), object)) {
            return backend.store().delete(call.key(), current.resourceVersion());
        }
        return backend.store().update(call.key(), object, current.resourceVersion());
    }

    private static void prepare(Call call, ObjectNode object, ObjectNode old) {
        switch (call.target().subresource()) {
            case "status" -> ObjectRules.prepareStatusUpdate(object, old);
            case "finalize" -> ObjectRules.prepareFinalize(object, old);
            default -> ObjectRules.prepareUpdate(call.type(), object, old);
        }
    }

    /** Admits and writes under one lock, so that nobody uses up the quota in between. */
    private ObjectNode admitAndCreate(Call call, ObjectKey key, ObjectNode object, boolean dryRun) {
        ReentrantLock lock = creationLocks.get(Math.floorMod(key.namespace().hashCode(), LOCKS));
        lock.lock();
        try {
            ObjectNode admitted = backend.admission().admit(
                    new AdmissionRequest(Operation.CREATE, "", key, object, null, call.user().name(), dryRun));
            if (!dryRun) {
                return backend.store().create(key, admitted).json();
            }
            if (backend.store().get(key).isPresent()) {
                throw new StoreException.AlreadyExists(key);
            }
            return ObjectRules.asIfCreated(admitted, UUID.randomUUID(), backend.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        } finally {
            lock.unlock();
        }
    }

    private Decoded decode(Call call) {
        return backend.decoder().decode(call.type(), call.body().bytes(), call.body().contentType(), call.fieldValidation());
    }

    private ObjectKey name(Call call, ObjectNode object) {
        ObjectNode metadata = ObjectRules.metadata(object);
        if (metadata.path("name").asString("").isEmpty()) {
            String prefix = metadata.path("generateName").asString("");
            if (prefix.isEmpty()) {
                throw ApiException.invalid(call.type(), "",
                        List.of(ApiException.Cause.required("metadata.name", "name or generateName is required")));
            }
            metadata.put("name", names.next(prefix));
        }
        return new ObjectKey(call.type(), call.target().namespace(), metadata.path("name").asString());
    }

    private static void checkNamespace(Call call, ObjectNode metadata) {
        String namespace = call.target().namespace();
        String given = metadata.path("namespace").asString("");
        if (!given.isEmpty() && !given.equals(namespace)) {
            throw ApiException.badRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
    }

    private static void checkIdentity(Call call, ObjectNode object, StoredObject current) {
        ObjectNode metadata = ObjectRules.metadata(object);
        checkNamespace(call, metadata);
        String name = metadata.path("name").asString("");
        if (!name.isEmpty() && !name.equals(call.target().name())) {
            throw ApiException.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                    .formatted(name, call.target().name()));
        }
        metadata.put("name", call.target().name());
        String version = metadata.path("resourceVersion").asString("");
        if (!version.isEmpty() && !version.equals("0") && !version.equals(Long.toString(current.resourceVersion()))) {
            throw ApiException.modified(call.key());
        }
        String uid = metadata.path("uid").asString("");
        if (!uid.isEmpty() && !uid.equals(current.uid())) {
            throw ApiException.conflict(call.key(),
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s".formatted(uid, current.uid()));
        }
    }
}
