package dev.podlab.embedded.api.auth;

import java.util.List;

/**
 * Who sends a request.
 *
 * @param name   for example {@code kubernetes-admin} or {@code system:serviceaccount:ns:name}
 * @param uid    identifies the user over time, empty when there is none
 * @param groups the groups that the user is in
 */
public record User(String name, String uid, List<String> groups) {

    /** Members may do everything. */
    public static final String MASTERS = "system:masters";

    /** Everyone whose token is known. */
    static final String AUTHENTICATED = "system:authenticated";
    private static final String SERVICE_ACCOUNT_PREFIX = "system:serviceaccount:";
    private static final String SERVICE_ACCOUNTS = "system:serviceaccounts";

    public User {
        groups = List.copyOf(groups);
    }

    /** The administrator that the cluster's kubeconfig names. */
    public static User administrator() {
        return new User("kubernetes-admin", "", List.of(MASTERS, AUTHENTICATED));
    }

    /** A service account. */
    public static User serviceAccount(String namespace, String name, String uid) {
        return new User(
                SERVICE_ACCOUNT_PREFIX + namespace + ":" + name,
                uid,
                List.of(SERVICE_ACCOUNTS, SERVICE_ACCOUNTS + ":" + namespace, AUTHENTICATED));
    }

    /** Returns whether the user may do everything. */
    public boolean isMaster() {
        return groups.contains(MASTERS);
    }
}
