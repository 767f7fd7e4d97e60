package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.schema.Quantity;
import java.util.Optional;
import java.util.Set;

/** What makes amounts of resources valid. Source: kubernetes {@code validation.go}, ValidateResourceRequirements. */
final class ResourceRules {

    private static final Set<String> OF_CONTAINERS = Set.of("cpu", "memory", "ephemeral-storage");

    private ResourceRules() {}

    static void check(Field resources, Problems problems) {
        Field limits = resources.child("limits");
        Field requests = resources.child("requests");
        limits.keys().forEach(name -> amount(limits.key(name), name, problems));
        for (String name : requests.keys()) {
            amount(requests.key(name), name, problems);
            Optional<Quantity> request = quantity(requests, name);
            Optional<Quantity> limit = quantity(limits, name);
            if (request.isPresent() && limit.isPresent() && request.get().compareTo(limit.get()) > 0) {
                problems.invalid(requests, request.get().toString(), "must be less than or equal to %s limit of %s".formatted(name, limit.get()));
            }
        }
    }

    private static void amount(Field amount, String name, Problems problems) {
        Optional<String> malformed = Names.qualified(name);
        if (malformed.isPresent()) {
            problems.invalid(amount, name, malformed.get());
        } else if (!name.contains("/") && !name.startsWith("hugepages-") && !OF_CONTAINERS.contains(name)) {
            problems.invalid(amount, name, "must be a standard resource type or fully qualified");
            problems.invalid(amount, name, "must be a standard resource for containers");
        }
        notNegative(amount, problems);
    }

    static void notNegative(Field amount, Problems problems) {
        if (Quantity.tryParse(amount.text()).filter(Quantity::isNegative).isPresent()) {
            problems.invalid(amount, "must be greater than or equal to 0");
        }
    }

    static Optional<Quantity> quantity(Field amounts, String name) {
        return Quantity.tryParse(amounts.text(name));
    }
}
