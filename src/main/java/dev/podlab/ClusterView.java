package dev.podlab;

import dev.podlab.cluster.ClusterStatus;
import java.util.Locale;
import org.springframework.context.MessageSource;

/**
 * The cluster as a page shows it. Lessons can be read in every state.
 *
 * @param state {@code ready}, {@code starting}, {@code unreachable} (may come back) or {@code none}
 * @param words one sentence in the reader's language, empty when ready
 */
record ClusterView(String state, String words) {

    static ClusterView of(ClusterStatus status, MessageSource messages, Locale locale) {
        String state = switch (status.reason()) {
            case NONE -> "ready";
            case STARTING -> "starting";
            case UNREACHABLE, NO_READY_NODE -> "unreachable";
            case EMBEDDED_FAILED, KUBECONFIG_UNREADABLE, CONTEXT_MISSING, REFUSED, VERSION_TOO_OLD -> "none";
        };
        String key = "cluster." + status.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new ClusterView(state, messages.getMessage(key, null, locale));
    }
}
