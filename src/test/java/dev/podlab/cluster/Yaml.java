package dev.podlab.cluster;

import dev.podlab.cluster.ManifestText.Document;
import java.util.Map;

/** Writes test objects as people do. */
final class Yaml {

    private Yaml() {}

    static Document document(String text) {
        return ManifestText.read(text).getFirst();
    }

    static Map<String, Object> object(String text) {
        return document(text).object();
    }
}
