package dev.podlab.embedded.api.admission;

import java.util.List;

/** What makes probes and lifecycle hooks valid. Source: kubernetes {@code validation.go}, validateProbe and validateHandler. */
final class HandlerRules {

    private static final List<String> PROBE_HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc");
    private static final List<String> HOOK_HANDLERS = List.of("exec", "httpGet", "tcpSocket", "sleep");
    private static final List<String> TIMINGS =
            List.of("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold");
    private static final List<String> SCHEMES = List.of("HTTP", "HTTPS");
    private static final String NOT_NEGATIVE = "must be greater than or equal to 0";

    private HandlerRules() {}

    static void lifecycle(Field lifecycle, Problems problems) {
        for (String hook : List.of("postStart", "preStop")) {
            if (lifecycle.child(hook).exists()) {
                handler(lifecycle.child(hook), HOOK_HANDLERS, problems);
            }
        }
    }

    static void probes(Field container, Problems problems) {
        for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            Field probe = container.child(name);
            if (probe.exists()) {
                probe(probe, problems);
                boolean readiness = name.equals("readinessProbe");
                if (readiness && probe.child("terminationGracePeriodSeconds").exists()) {
                    problems.invalid(probe.child("terminationGracePeriodSeconds"), "must not be set for readinessProbes");
                }
                if (!readiness && probe.child("successThreshold").number(1) != 1) {
                    problems.invalid(probe.child("successThreshold"), "must be 1");
                }
            }
        }
    }

    private static void probe(Field probe, Problems problems) {
        handler(probe, PROBE_HANDLERS, problems);
        TIMINGS.stream().map(probe::child).filter(timing -> timing.number(0) < 0).forEach(timing -> problems.invalid(timing, NOT_NEGATIVE));
        Field grace = probe.child("terminationGracePeriodSeconds");
        if (grace.exists() && grace.number(0) <= 0) {
            problems.invalid(grace, "must be greater than 0");
        }
    }

    private static void handler(Field owner, List<String> kinds, Problems problems) {
        List<Field> handlers = kinds.stream().map(owner::child).filter(Field::exists).toList();
        if (handlers.isEmpty()) {
            problems.required(owner, "must specify a handler type");
        }
        handlers.stream().skip(1).forEach(handler -> problems.forbidden(handler, "may not specify more than 1 handler type"));
        handlers.stream().limit(1).forEach(handler -> action(handler, problems));
    }

    private static void action(Field action, Problems problems) {
        String kind = action.path().substring(action.path().lastIndexOf('.') + 1);
        switch (kind) {
            case "exec" -> {
                if (action.child("command").items().isEmpty()) {
                    problems.required(action.child("command"), "");
                }
            }
            case "httpGet" -> {
                if (action.text("path").isEmpty()) {
                    problems.required(action.child("path"), "");
                }
                port(action.child("port"), problems);
                problems.requireOneOf(action.child("scheme"), SCHEMES);
            }
            case "sleep" -> {
                if (action.child("seconds").number(0) < 0) {
                    problems.invalid(action.child("seconds"), NOT_NEGATIVE);
                }
            }
            default -> port(action.child("port"), problems);
        }
    }

    private static void port(Field port, Problems problems) {
        if (port.node().isString()) {
            Names.port(port.text()).ifPresent(why -> problems.invalid(port, why));
        } else if (!ContainerRules.isPort(port.number(0))) {
            problems.invalid(port, port.exists() ? port.text() : "0", "must be between 1 and 65535, inclusive");
        }
    }
}
