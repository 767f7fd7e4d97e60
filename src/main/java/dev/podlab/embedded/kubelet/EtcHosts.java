package dev.podlab.embedded.kubelet;

import java.util.stream.Collectors;

/**
 * A Pod's {@code /etc/hosts}. Pure.
 *
 * <p>Source: kubernetes pkg/kubelet/kubelet_pods.go {@code managedHostsFileContent}, v1.32.
 */
final class EtcHosts {

    private static final String HEAD = """
            # Kubernetes-managed hosts file.
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            fe00::0\tip6-mcastprefix
            fe00::1\tip6-allnodes
            fe00::2\tip6-allrouters
            """;

    private EtcHosts() {}

    static String text(PodSpec pod, String podIp) {
        String domain = pod.subdomain().isEmpty()
                ? ""
                : "%s.%s.%s.svc.cluster.local\t".formatted(pod.hostname(), pod.subdomain(), pod.namespace());
        String own = podIp.isEmpty() ? "" : "%s\t%s%s\n".formatted(podIp, domain, pod.hostname());
        if (pod.hostAliases().isEmpty()) {
            return HEAD + own;
        }
        String aliases = pod.hostAliases().stream()
                .map(alias -> alias.ip() + "\t" + String.join("\t", alias.hostnames()) + "\n")
                .collect(Collectors.joining());
        return HEAD + own + "\n# Entries added by HostAliases.\n" + aliases;
    }
}
