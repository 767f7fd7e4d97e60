package dev.podlab.embedded.kubelet;

import static dev.podlab.embedded.kubelet.PodParser.list;

import dev.podlab.embedded.kubelet.VolumeSpec.Source;
import dev.podlab.embedded.store.client.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one volume of a stored Pod object. Pure. */
final class VolumeParser {

    private static final int DEFAULT_MODE = 0644;
    private static final long DEFAULT_EXPIRATION_SECONDS = 3_600;

    private VolumeParser() {}

    static VolumeSpec parse(JsonNode volume) {
        return new VolumeSpec(volume.path("name").asString(""), source(volume, volume));
    }

    private static Source source(JsonNode holder, JsonNode volume) {
        if (holder.has("emptyDir")) {
            JsonNode dir = holder.path("emptyDir");
            Long limit = dir.hasNonNull("sizeLimit") ? Quantity.of(dir.path("sizeLimit")).units() : null;
            return new Source.EmptyDir(dir.path("medium").asString("").equals("Memory"), limit);
        }
        if (holder.has("projected")) {
            JsonNode projected = holder.path("projected");
            return new Source.Projected(
                    list(projected.path("sources"), entry -> source(entry, volume)), mode(projected));
        }
        if (holder.has("serviceAccountToken")) {
            JsonNode token = holder.path("serviceAccountToken");
            return new Source.ServiceAccountToken(
                    token.path("path").asString("token"),
                    token.path("audience").asString(""),
                    token.path("expirationSeconds").asLong(DEFAULT_EXPIRATION_SECONDS));
        }
        return objectSource(holder);
    }

    private static Source objectSource(JsonNode holder) {
        if (holder.has("configMap")) {
            JsonNode map = holder.path("configMap");
            return new Source.ConfigMap(
                    map.path("name").asString(""), items(map), mode(map), map.path("optional").asBoolean(false));
        }
        if (holder.has("secret")) {
            JsonNode secret = holder.path("secret");
            // A volume says secretName, a projection says name.
            String name = secret.path("secretName").asString(secret.path("name").asString(""));
            return new Source.Secret(name, items(secret), mode(secret), secret.path("optional").asBoolean(false));
        }
        if (holder.has("downwardAPI")) {
            JsonNode api = holder.path("downwardAPI");
            return new Source.DownwardApi(list(api.path("items"), VolumeParser::downward), mode(api));
        }
        String kind = holder.propertyNames().stream().filter(name -> !name.equals("name")).findFirst().orElse("");
        return new Source.Unsupported(kind);
    }

    private static List<VolumeSpec.Item> items(JsonNode source) {
        return list(source.path("items"), item -> new VolumeSpec.Item(
                item.path("key").asString(""), item.path("path").asString(""), itemMode(item)));
    }

    private static VolumeSpec.DownwardItem downward(JsonNode item) {
        return new VolumeSpec.DownwardItem(item.path("path").asString(""), ContainerParser.source(item), itemMode(item));
    }

    private static @Nullable Integer itemMode(JsonNode item) {
        return item.path("mode").isNumber() ? item.path("mode").asInt() : null;
    }

    private static int mode(JsonNode source) {
        return source.path("defaultMode").asInt(DEFAULT_MODE);
    }
}
