package dev.podlab.embedded.api.auth;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bearer tokens: one random one for the administrator, and signed ones for service accounts. Thread-safe.
 *
 * <p>A service account's token is a JSON Web Token (HS256) with the claims that Kubernetes writes. It is good until it expires or
 * the account, or the object that it is bound to, is gone.
 */
public final class Tokens {

    private static final int KEY_BYTES = 32;
    private static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final ObjectStore store;
    private final Clock clock;
    private final byte[] signingKey;
    private final String adminToken;

    private Tokens(ObjectStore store, Clock clock, byte[] signingKey, String adminToken) {
        this.store = store;
        this.clock = clock;
        this.signingKey = signingKey;
        this.adminToken = adminToken;
    }

    /**
     * Returns the tokens whose secrets are kept in a directory, readable by its owner only; made there first if missing.
     *
     * @throws IOException if the files cannot be read or written
     */
    public static Tokens open(Path directory, ObjectStore store, Clock clock) throws IOException {
        byte[] signingKey = secret(directory.resolve("token-signing.key"));
        String adminToken = encode(secret(directory.resolve("admin-token.key")));
        return new Tokens(store, clock, signingKey, adminToken);
    }

    /** Returns the administrator's token. */
    public String adminToken() {
        return adminToken;
    }

    /** Returns who a token belongs to, or empty when it is unknown, expired or revoked. */
    public Optional<User> user(String token) {
        if (MessageDigest.isEqual(bytes(token), bytes(adminToken))) {
            return Optional.of(User.administrator());
        }
        return claims(token).filter(this::isCurrent).map(Tokens::serviceAccount);
    }

    /**
     * Returns a new token for a service account.
     *
     * @param bound a Pod or Secret with whose end the token ends too, or null
     */
    public String issue(StoredObject serviceAccount, Instant expires, @Nullable StoredObject bound) {
        Instant now = clock.instant();
        ObjectNode claims = JSON.createObjectNode();
        claims.putArray("aud").add(ISSUER);
        claims.put("exp", expires.getEpochSecond()).put("iat", now.getEpochSecond()).put("nbf", now.getEpochSecond());
        claims.put("iss", ISSUER).put("jti", UUID.randomUUID().toString());
        ObjectNode cluster = claims.putObject("kubernetes.io");
        cluster.put("namespace", serviceAccount.key().namespace());
        reference(serviceAccount, cluster.putObject("serviceaccount"));
        if (bound != null) {
            reference(bound, cluster.putObject(bound.key().type().kind().toLowerCase(Locale.ROOT)));
        }
        claims.put("sub", "system:serviceaccount:%s:%s".formatted(serviceAccount.key().namespace(), serviceAccount.key().name()));
        String signed = HEADER + "." + encode(JSON.writeValueAsBytes(claims));
        return signed + "." + encode(signature(signed));
    }

    /** Returns a token for a service account that ends with a Pod, or empty when either does not exist. */
    public Optional<String> issue(ObjectKey serviceAccount, ObjectKey pod, Duration lifetime) {
        Instant expires = clock.instant().plus(lifetime);
        return store.get(serviceAccount)
                .flatMap(account -> store.get(pod).map(bound -> issue(account, expires, bound)));
    }

    private Optional<JsonNode> claims(String token) {
        int dot = token.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String signed = token.substring(0, dot);
        if (!MessageDigest.isEqual(bytes(encode(signature(signed))), bytes(token.substring(dot + 1)))) {
            return Optional.empty();
        }
        try {
            String claims = signed.substring(signed.indexOf('.') + 1);
            return Optional.of(JSON.readTree(Base64.getUrlDecoder().decode(claims)));
        } catch (IllegalArgumentException | JacksonException malformed) {
            return Optional.empty();
        }
    }

    private boolean isCurrent(JsonNode claims) {
        if (claims.path("exp").asLong(0) <= clock.instant().getEpochSecond()) {
            return false;
        }
        JsonNode cluster = claims.path("kubernetes.io");
        return exists(ResourceType.SERVICE_ACCOUNTS, cluster, "serviceaccount")
                && (!cluster.has("pod") || exists(ResourceType.PODS, cluster, "pod"))
                && (!cluster.has("secret") || exists(ResourceType.SECRETS, cluster, "secret"));
    }

    private boolean exists(ResourceType type, JsonNode cluster, String claim) {
        JsonNode reference = cluster.path(claim);
        ObjectKey key = new ObjectKey(type, cluster.path("namespace").asString(), reference.path("name").asString());
        return store.get(key).filter(object -> object.uid().equals(reference.path("uid").asString(""))).isPresent();
    }

    private static User serviceAccount(JsonNode claims) {
        JsonNode cluster = claims.path("kubernetes.io");
        JsonNode account = cluster.path("serviceaccount");
        return User.serviceAccount(
                cluster.path("namespace").asString(), account.path("name").asString(), account.path("uid").asString());
    }

    private static void reference(StoredObject object, ObjectNode into) {
        into.put("name", object.key().name()).put("uid", object.uid());
    }

    private byte[] signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signingKey, "HmacSHA256"));
            return mac.doFinal(bytes(signed));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }

    private static byte[] secret(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, secret);
        return secret;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
