package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.http.Query;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.util.ArrayList;

/** Which objects a list or a watch is about. */
record Selection(LabelSelector labels, FieldSelector fields) {

    /** @throws dev.podlab.embedded.api.ApiException 400 if a selector cannot be understood */
    static Selection of(ResourceType type, Query query, String name) {
        FieldSelector fields = FieldSelector.parse(type, query.first("fieldSelector").orElse(""));
        if (!name.isEmpty()) {
            var both = new ArrayList<>(fields.requirements());
            both.add(new FieldSelector.Requirement("metadata.name", name, true));
            fields = new FieldSelector(both);
        }
        return new Selection(LabelSelector.parse(query.first("labelSelector").orElse("")), fields);
    }

    boolean includes(StoredObject object) {
        return labels.matches(object.json()) && fields.matches(object.json());
    }

    boolean isEverything() {
        return labels.isEverything() && fields.isEverything();
    }
}
