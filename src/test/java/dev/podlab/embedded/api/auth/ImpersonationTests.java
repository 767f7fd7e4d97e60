package dev.podlab.embedded.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.embedded.api.ApiException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImpersonationTests {

    private final User administrator = User.administrator();
    private final User learner = User.serviceAccount("lab", "learner", "u1");

    @Test
    void withoutHeadersEveryoneIsThemselves() {
        assertThat(Impersonation.actingUser(learner, Optional.empty(), List.of())).isEqualTo(learner);
    }

    @Test
    void aServiceAccountComesWithItsGroups() {
        assertThat(Impersonation.actingUser(administrator, Optional.of("system:serviceaccount:lab:learner"), List.of()))
                .isEqualTo(User.serviceAccount("lab", "learner", ""));
    }

    @Test
    void namedGroupsAreTakenAndEveryoneIsAuthenticated() {
        assertThat(Impersonation.actingUser(administrator, Optional.of("eve"), List.of("guests")))
                .isEqualTo(new User("eve", "", List.of("guests", "system:authenticated")));
    }

    @Test
    void othersMayNotActAsSomebody() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> Impersonation.actingUser(learner, Optional.of("kubernetes-admin"), List.of("system:masters")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(403))
                .withMessageContaining("users \"kubernetes-admin\" is forbidden: User \"system:serviceaccount:lab:learner\" cannot impersonate");
    }

    @Test
    void groupsNeedAUser() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> Impersonation.actingUser(administrator, Optional.empty(), List.of("guests")));
    }
}
