package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.store.ResourceType;
import java.util.List;

/** What may not change in an object that exists. Source: kubernetes {@code validation.go}, Validate…Update. */
final class UpdateRules {

    private static final List<String> DATA = List.of("data", "binaryData");
    private static final String SEALED = "field is immutable when `immutable` is set";

    private UpdateRules() {}

    static void check(ResourceType type, Field object, Field old, Problems problems) {
        MetadataRules.unchanged(object.child("metadata"), old.child("metadata"), problems);
        if (type.equals(ResourceType.PODS)) {
            PodUpdateRules.check(object, old, problems);
        } else if (type.equals(ResourceType.CONFIG_MAPS) || type.equals(ResourceType.SECRETS)) {
            sealed(object, old, problems);
        } else if (type.equals(ResourceType.ROLE_BINDINGS) && differ(object, old, "roleRef")) {
            problems.invalid(object.child("roleRef"), "cannot change roleRef");
        }
        if (type.equals(ResourceType.SECRETS) && differ(object, old, "type")) {
            problems.invalid(object.child("type"), "field is immutable");
        }
    }

    private static void sealed(Field object, Field old, Problems problems) {
        if (!old.child("immutable").isTrue()) {
            return;
        }
        if (!object.child("immutable").isTrue()) {
            problems.forbidden(object.child("immutable"), SEALED);
        }
        DATA.stream().filter(name -> differ(object, old, name)).forEach(name -> problems.forbidden(object.child(name), SEALED));
    }

    private static boolean differ(Field object, Field old, String name) {
        return !object.child(name).node().equals(old.child(name).node());
    }
}
