package dev.podlab.embedded.api.auth;

import dev.podlab.embedded.api.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a request wants to act as ({@code kubectl --as}). Only {@code system:masters} may; there are no ClusterRoles that
 * could give the verb {@code impersonate} to others.
 *
 * <p>Source: apiserver {@code pkg/endpoints/filters/impersonation.go}, v1.36.
 */
public final class Impersonation {

    /** Header with the name of the other user. */
    public static final String USER = "Impersonate-User";

    /** Header with a group of the other user; there may be several. */
    public static final String GROUP = "Impersonate-Group";

    private static final Pattern SERVICE_ACCOUNT = Pattern.compile("system:serviceaccount:([^:]+):([^:]+)");

    private Impersonation() {}

    /**
     * Returns the user that a request is carried out as.
     *
     * @param user   who sent it
     * @param other  the value of {@link #USER}
     * @param groups the values of {@link #GROUP}
     * @throws ApiException 403 if the sender may not act as others, 500 if groups come without a user
     */
    public static User actingUser(User user, Optional<String> other, List<String> groups) {
        if (other.isEmpty() && groups.isEmpty()) {
            return user;
        }
        String name = other.orElseThrow(() -> ApiException.internalError("requested groups without impersonating a user"));
        if (!user.isMaster()) {
            throw ApiException.forbidden("", "users", name,
                    "User \"%s\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope".formatted(user.name()));
        }
        Matcher account = SERVICE_ACCOUNT.matcher(name);
        if (groups.isEmpty() && account.matches()) {
            return User.serviceAccount(account.group(1), account.group(2), "");
        }
        var all = new ArrayList<>(groups);
        if (!all.contains(User.AUTHENTICATED)) {
            all.add(User.AUTHENTICATED);
        }
        return new User(name, "", all);
    }
}
