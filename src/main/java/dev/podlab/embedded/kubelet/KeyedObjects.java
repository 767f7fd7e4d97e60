package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** ConfigMaps and Secrets as the kubelet reads them: key to content. */
final class KeyedObjects {

    private final ObjectStore store;

    KeyedObjects(ObjectStore store) {
        this.store = store;
    }

    Optional<Map<String, byte[]>> configMap(String namespace, String name) {
        return get(ResourceType.CONFIG_MAPS, namespace, name).map(object -> {
            Map<String, byte[]> entries = new TreeMap<>();
            object.path("data").properties().forEach(e -> entries.put(e.getKey(), utf8(e.getValue())));
            object.path("binaryData").properties().forEach(e -> entries.put(e.getKey(), base64(e.getValue())));
            return entries;
        });
    }

    Optional<Map<String, byte[]>> secret(String namespace, String name) {
        return get(ResourceType.SECRETS, namespace, name).map(object -> {
            Map<String, byte[]> entries = new TreeMap<>();
            object.path("data").properties().forEach(e -> entries.put(e.getKey(), base64(e.getValue())));
            object.path("stringData").properties().forEach(e -> entries.put(e.getKey(), utf8(e.getValue())));
            return entries;
        });
    }

    private Optional<JsonNode> get(ResourceType type, String namespace, String name) {
        return name.isEmpty()
                ? Optional.empty()
                : store.get(new ObjectKey(type, namespace, name)).map(StoredObject::json);
    }

    private static byte[] utf8(JsonNode text) {
        return text.asString("").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] base64(JsonNode text) {
        try {
            return Base64.getMimeDecoder().decode(text.asString(""));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
