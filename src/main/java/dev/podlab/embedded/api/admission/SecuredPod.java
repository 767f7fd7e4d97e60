package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.admission.PodSecurity.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A Pod as the security checks look at it, and the phrases that they build. */
record SecuredPod(Field pod) {

    Field spec() {
        return pod.child("spec");
    }

    Field context() {
        return spec().child("securityContext");
    }

    List<Field> containers() {
        return PodRules.allContainers(spec());
    }

    static Field context(Field container) {
        return container.child("securityContext");
    }

    /** Returns the names of the containers of which something holds. */
    List<String> containersWhere(Predicate<Field> holds) {
        return containers().stream().filter(holds).map(container -> container.text("name")).toList();
    }

    /** Returns the finding about some containers, or empty when there are none. */
    static Optional<Finding> about(String reason, List<String> containers, String must) {
        return containers.isEmpty() ? Optional.empty() : Optional.of(new Finding(reason, containers(containers) + " " + must));
    }

    /** Returns {@code pod and containers "a", "b"}, leaving out whichever did nothing. */
    static String setters(boolean pod, List<String> containers) {
        var setters = new ArrayList<String>();
        if (pod) {
            setters.add("pod");
        }
        if (!containers.isEmpty()) {
            setters.add(containers(containers));
        }
        return String.join(" and ", setters);
    }

    static String containers(List<String> names) {
        return plural("container", "containers", names.size()) + " " + quoted(names);
    }

    static String plural(String one, String many, int count) {
        return count == 1 ? one : many;
    }

    static String quoted(Collection<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }
}
