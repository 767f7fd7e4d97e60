package dev.podlab.embedded.api.admission;

import static dev.podlab.embedded.api.admission.SecuredPod.about;
import static dev.podlab.embedded.api.admission.SecuredPod.context;
import static dev.podlab.embedded.api.admission.SecuredPod.plural;
import static dev.podlab.embedded.api.admission.SecuredPod.quoted;
import static dev.podlab.embedded.api.admission.SecuredPod.setters;

import dev.podlab.embedded.api.admission.PodSecurity.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checks of the level {@code baseline}: nothing that reaches out of the Pod. */
final class BaselineChecks {

    private static final Set<String> DEFAULT_CAPABILITIES = Set.of(
            "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
            "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT");
    static final Set<String> SAFE_SYSCTLS = Set.of(
            "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
            "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem",
            "net.ipv4.tcp_wmem", "net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat");
    private static final Set<String> SELINUX_TYPES =
            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");
    private static final Set<String> CONFINED = Set.of("RuntimeDefault", "Localhost");
    private static final List<String> HANDLERS =
            List.of("livenessProbe", "readinessProbe", "startupProbe", "postStart", "preStop");

    private BaselineChecks() {}

    static Optional<Finding> appArmorProfile(SecuredPod pod) {
        Function<Field, Field> type = context -> context.descend("appArmorProfile", "type");
        Predicate<Field> bad = context -> context.child("appArmorProfile").exists() && !CONFINED.contains(type.apply(context).text());
        List<String> values = values(pod, bad, type);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String who = setters(bad.test(pod.context()), pod.containersWhere(container -> bad.test(context(container))));
        return Optional.of(new Finding(
                plural("forbidden AppArmor profile", "forbidden AppArmor profiles", values.size()),
                who + " must not set AppArmor profile type to " + quoted(values)));
    }

    static Optional<Finding> capabilities(SecuredPod pod) {
        var found = new TreeSet<String>();
        List<String> containers = pod.containersWhere(container -> {
            List<String> bad = added(container).filter(name -> !DEFAULT_CAPABILITIES.contains(name)).toList();
            found.addAll(bad);
            return !bad.isEmpty();
        });
        return about("non-default capabilities", containers,
                "must not include %s in securityContext.capabilities.add".formatted(quoted(found)));
    }

    static Stream<String> added(Field container) {
        return context(container).descend("capabilities", "add").items().stream().map(Field::text);
    }

    static Optional<Finding> hostNamespaces(SecuredPod pod) {
        String shared = Stream.of("hostNetwork", "hostPID", "hostIPC")
                .filter(name -> pod.spec().child(name).isTrue())
                .map(name -> name + "=true")
                .collect(Collectors.joining(", "));
        return shared.isEmpty() ? Optional.empty() : Optional.of(new Finding("host namespaces", shared));
    }

    static Optional<Finding> hostPathVolumes(SecuredPod pod) {
        List<String> volumes = pod.spec().child("volumes").items().stream()
                .filter(volume -> volume.child("hostPath").exists())
                .map(volume -> volume.text("name"))
                .toList();
        return volumes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding("hostPath volumes", plural("volume", "volumes", volumes.size()) + " " + quoted(volumes)));
    }

    static Optional<Finding> hostPorts(SecuredPod pod) {
        var ports = new TreeSet<String>();
        List<String> containers = pod.containersWhere(container -> {
            List<String> used = container.child("ports").items().stream()
                    .map(port -> port.child("hostPort").number(0))
                    .filter(port -> port != 0)
                    .map(String::valueOf)
                    .toList();
            ports.addAll(used);
            return !used.isEmpty();
        });
        return about("hostPort", containers, "%s %s %s".formatted(
                plural("uses", "use", containers.size()),
                plural("hostPort", "hostPorts", ports.size()),
                String.join(", ", ports)));
    }

    static Optional<Finding> handlerHosts(SecuredPod pod) {
        var hosts = new TreeSet<String>();
        List<String> containers = pod.containersWhere(container -> {
            List<String> named = HANDLERS.stream()
                    .flatMap(handler -> Stream.of(container.child(handler), container.descend("lifecycle", handler)))
                    .flatMap(handler -> Stream.of(handler.descend("httpGet", "host"), handler.descend("tcpSocket", "host")))
                    .map(Field::text)
                    .filter(host -> !host.isEmpty())
                    .toList();
            hosts.addAll(named);
            return !named.isEmpty();
        });
        return about("probe or lifecycle host", containers.stream().sorted().distinct().toList(), "%s %s %s".formatted(
                plural("uses", "use", containers.size()),
                plural("probe or lifecycle host", "probe or lifecycle hosts", hosts.size()),
                quoted(hosts)));
    }

    static Optional<Finding> privileged(SecuredPod pod) {
        return about("privileged", pod.containersWhere(container -> context(container).child("privileged").isTrue()),
                "must not set securityContext.privileged=true");
    }

    static Optional<Finding> procMount(SecuredPod pod) {
        var types = new TreeSet<String>();
        List<String> containers = pod.containersWhere(container -> {
            String type = context(container).text("procMount");
            return !type.isEmpty() && !type.equals("Default") && (types.add(type) || !types.isEmpty());
        });
        return about("procMount", containers, "must not set securityContext.procMount to " + quoted(types));
    }

    static Optional<Finding> seLinuxOptions(SecuredPod pod) {
        Predicate<Field> bad = context -> {
            Field options = context.child("seLinuxOptions");
            return !SELINUX_TYPES.contains(options.text("type")) || !options.text("user").isEmpty() || !options.text("role").isEmpty();
        };
        List<String> containers = pod.containersWhere(container -> bad.test(context(container)));
        boolean podItself = bad.test(pod.context());
        if (containers.isEmpty() && !podItself) {
            return Optional.empty();
        }
        return Optional.of(new Finding("seLinuxOptions",
                setters(podItself, containers) + " set forbidden securityContext.seLinuxOptions: " + seLinuxFaults(pod)));
    }

    private static String seLinuxFaults(SecuredPod pod) {
        List<Field> options = contexts(pod).map(context -> context.child("seLinuxOptions")).toList();
        var faults = new ArrayList<String>();
        var types = options.stream().map(o -> o.text("type")).filter(t -> !SELINUX_TYPES.contains(t)).collect(Collectors.toCollection(TreeSet::new));
        if (!types.isEmpty()) {
            faults.add(plural("type", "types", types.size()) + " " + quoted(types));
        }
        for (String name : new String[] {"user", "role"}) {
            if (options.stream().anyMatch(option -> !option.text(name).isEmpty())) {
                faults.add(name + " may not be set");
            }
        }
        return String.join("; ", faults);
    }

    static Optional<Finding> seccompProfile(SecuredPod pod) {
        Function<Field, Field> type = context -> context.descend("seccompProfile", "type");
        Predicate<Field> bad = context -> context.child("seccompProfile").exists() && !CONFINED.contains(type.apply(context).text());
        List<String> values = values(pod, bad, type);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String who = setters(bad.test(pod.context()), pod.containersWhere(container -> bad.test(context(container))));
        return Optional.of(new Finding("seccompProfile", who + " must not set securityContext.seccompProfile.type to " + quoted(values)));
    }

    static Optional<Finding> sysctls(SecuredPod pod) {
        String forbidden = pod.context().child("sysctls").items().stream()
                .map(sysctl -> sysctl.text("name"))
                .filter(name -> !SAFE_SYSCTLS.contains(name))
                .collect(Collectors.joining(", "));
        return forbidden.isEmpty() ? Optional.empty() : Optional.of(new Finding("forbidden sysctls", forbidden));
    }

    private static List<String> values(SecuredPod pod, Predicate<Field> bad, Function<Field, Field> value) {
        return contexts(pod).filter(bad).map(context -> value.apply(context).text()).sorted().distinct().toList();
    }

    private static Stream<Field> contexts(SecuredPod pod) {
        return Stream.concat(Stream.of(pod.context()), pod.containers().stream().map(SecuredPod::context));
    }
}
