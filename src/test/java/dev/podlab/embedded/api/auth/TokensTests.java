package dev.podlab.embedded.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class TokensTests {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final ObjectKey ACCOUNT = new ObjectKey(ResourceType.SERVICE_ACCOUNTS, "lab", "learner");
    private static final ObjectKey POD = new ObjectKey(ResourceType.PODS, "lab", "web");

    @TempDir
    Path directory;

    private final ObjectStore store = ObjectStores.inMemory(NOON);
    private StoredObject account;
    private Tokens tokens;

    @BeforeEach
    void open() throws IOException {
        account = store.create(ACCOUNT, JsonNodeFactory.instance.objectNode());
        tokens = Tokens.open(directory, store, NOON);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void knowsTheAdministratorAlsoAfterARestart() throws IOException {
        assertThat(tokens.user(tokens.adminToken())).contains(User.administrator());
        assertThat(Tokens.open(directory, store, NOON).user(tokens.adminToken())).contains(User.administrator());
    }

    @Test
    void knowsAServiceAccountUntilItsTokenExpires() throws IOException {
        String token = tokens.issue(account, NOON.instant().plusSeconds(600), null);
        assertThat(tokens.user(token)).map(User::name).contains("system:serviceaccount:lab:learner");
        Clock later = Clock.offset(NOON, Duration.ofSeconds(600));
        assertThat(Tokens.open(directory, store, later).user(token)).isEmpty();
    }

    @Test
    void forgetsAnAccountThatWasMadeAnew() {
        String token = tokens.issue(account, NOON.instant().plusSeconds(600), null);
        store.delete(ACCOUNT, null);
        store.create(ACCOUNT, JsonNodeFactory.instance.objectNode());
        assertThat(tokens.user(token)).isEmpty();
    }

    @Test
    void forgetsATokenWithItsPod() {
        store.create(POD, JsonNodeFactory.instance.objectNode());
        String token = tokens.issue(ACCOUNT, POD, Duration.ofMinutes(10)).orElseThrow();
        assertThat(tokens.user(token)).isPresent();
        store.delete(POD, null);
        assertThat(tokens.user(token)).isEmpty();
    }

    @Test
    void refusesWhatItDidNotSign() {
        String token = tokens.issue(account, NOON.instant().plusSeconds(600), null);
        String[] parts = token.split("\\.");
        assertThat(tokens.user(parts[0] + "." + parts[1] + "x." + parts[2])).isEmpty();
        assertThat(tokens.user(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.user("eyJhbGciOiJub25lIn0." + parts[1] + ".")).isEmpty();
        assertThat(tokens.user("")).isEmpty();
        assertThat(tokens.user("...")).isEmpty();
    }
}
