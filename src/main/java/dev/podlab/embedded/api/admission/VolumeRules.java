package dev.podlab.embedded.api.admission;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What makes volumes valid. Source: kubernetes {@code validation.go}, ValidateVolumes. */
final class VolumeRules {

    private static final int MAX_MODE = 0777;
    private static final String MODE = "must be a number between 0 and 0777 (octal), both inclusive";

    private VolumeRules() {}

    /** Returns the names of the volumes, which mounts may refer to. */
    static Set<String> check(Field volumes, Problems problems) {
        var names = new HashSet<String>();
        for (Field volume : volumes.items()) {
            name(volume.child("name"), names, problems);
            sources(volume, problems);
        }
        return names;
    }

    private static void name(Field name, Set<String> names, Problems problems) {
        if (name.text().isEmpty()) {
            problems.required(name, "");
            return;
        }
        Names.label(name.text()).ifPresent(why -> problems.invalid(name, why));
        if (!names.add(name.text())) {
            problems.duplicate(name);
        }
    }

    private static void sources(Field volume, Problems problems) {
        List<Field> sources = volume.keys().stream().filter(key -> !key.equals("name")).map(volume::child).toList();
        sources.stream().skip(1).forEach(source -> problems.forbidden(source, "may not specify more than 1 volume type"));
        sources.stream().limit(1).forEach(source -> source(source, problems));
    }

    private static void source(Field source, Problems problems) {
        if (source.path().endsWith(".configMap")) {
            files(source, "name", problems);
        } else if (source.path().endsWith(".secret")) {
            files(source, "secretName", problems);
        } else if (source.path().endsWith(".emptyDir")) {
            Field limit = source.child("sizeLimit");
            if (dev.podlab.embedded.api.schema.Quantity.tryParse(limit.text()).filter(q -> q.isNegative()).isPresent()) {
                problems.forbidden(limit, "SizeLimit field must be a valid resource quantity");
            }
        } else if (source.path().endsWith(".hostPath") && source.text("path").isEmpty()) {
            problems.required(source.child("path"), "");
        } else if (source.path().endsWith(".persistentVolumeClaim") && source.text("claimName").isEmpty()) {
            problems.required(source.child("claimName"), "");
        }
    }

    private static void files(Field source, String nameField, Problems problems) {
        if (source.text(nameField).isEmpty()) {
            problems.required(source.child(nameField), "");
        }
        mode(source.child("defaultMode"), problems);
        for (Field item : source.child("items").items()) {
            if (item.text("key").isEmpty()) {
                problems.required(item.child("key"), "");
            }
            if (item.text("path").isEmpty()) {
                problems.required(item.child("path"), "");
            }
            insidePath(item.child("path"), problems);
            mode(item.child("mode"), problems);
        }
    }

    private static void mode(Field mode, Problems problems) {
        if (mode.exists() && (mode.number(0) < 0 || mode.number(0) > MAX_MODE)) {
            problems.invalid(mode, MODE);
        }
    }

    /** A path that must stay below the one that it is relative to. */
    static void insidePath(Field path, Problems problems) {
        if (path.text().startsWith("/")) {
            problems.invalid(path, "must be a relative path");
        }
        if (Arrays.asList(path.text().split("/")).contains("..")) {
            problems.invalid(path, "must not contain '..'");
        }
    }
}
