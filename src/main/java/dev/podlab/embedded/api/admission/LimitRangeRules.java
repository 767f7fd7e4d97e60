package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.schema.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What makes a LimitRange valid. Source: kubernetes {@code validation.go}, ValidateLimitRange. */
final class LimitRangeRules {

    private static final List<String> AMOUNTS = List.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio");
    private static final List<String> TYPES = List.of("Container", "PersistentVolumeClaim", "Pod");

    private LimitRangeRules() {}

    static void check(Field range, Problems problems) {
        for (Field limit : range.descend("spec", "limits").items()) {
            problems.requireOneOf(limit.child("type"), TYPES);
            AMOUNTS.forEach(name -> KindRules.amounts(limit.child(name), problems));
            if (limit.text("type").equals("Pod")) {
                List.of("default", "defaultRequest").stream().map(limit::child).filter(Field::exists)
                        .forEach(field -> problems.forbidden(field, "may not be specified when `type` is 'Pod'"));
            }
            var names = new TreeSet<String>();
            AMOUNTS.forEach(name -> names.addAll(limit.child(name).keys()));
            names.forEach(name -> order(limit, name, problems));
        }
    }

    private static void order(Field limit, String resource, Problems problems) {
        compare(limit, "min", "min value", "max", "max value", resource, problems);
        compare(limit, "min", "min value", "defaultRequest", "default request value", resource, problems);
        compare(limit, "defaultRequest", "default request value", "max", "max value", resource, problems);
        compare(limit, "defaultRequest", "default request value", "default", "default limit value", resource, problems);
        compare(limit, "min", "min value", "default", "default value", resource, problems);
        compare(limit, "default", "default value", "max", "max value", resource, problems);
    }

    private static void compare(
            Field limit, String low, String lowWords, String high, String highWords, String resource, Problems problems) {
        Optional<Quantity> least = Quantity.tryParse(limit.child(low).text(resource));
        Optional<Quantity> most = Quantity.tryParse(limit.child(high).text(resource));
        if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
            problems.invalid(limit.child(low).key(resource), least.get().toString(),
                    "%s %s is greater than %s %s".formatted(lowWords, least.get(), highWords, most.get()));
        }
    }
}
