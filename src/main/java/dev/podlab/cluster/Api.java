package dev.podlab.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.Closeable;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the API with plain maps in and out: what a learner wrote reaches the server as it was written, where a typed
 * model would drop unknown fields and turn numbers into texts. Translates every failure. Thread-safe.
 */
final class Api implements Closeable {

    static final String JSON = "application/json";
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final KubernetesClient client;
    private final HttpClient http;
    private final KubernetesSerialization json;
    private final String base;

    /** Takes the client over: closing this closes it. */
    Api(KubernetesClient client) {
        this.client = client;
        this.http = client.getHttpClient();
        this.json = client.getKubernetesSerialization();
        this.base = client.getMasterUrl().toString().replaceAll("/+$", "");
    }

    KubernetesClient client() {
        return client;
    }

    /** Returns the address of the API server without a slash at its end. */
    String base() {
        return base;
    }

    Map<String, Object> get(String path) {
        return call("GET", path, JSON, null);
    }

    /** Returns an object, or empty when there is none. */
    Optional<Map<String, Object>> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (ClusterRefusedException e) {
            if (e.code() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Map<String, Object> create(String path, Map<String, Object> object) {
        return call("POST", path, JSON, object);
    }

    /**
     * @param type {@link #MERGE_PATCH} or {@link #STRATEGIC_PATCH}
     */
    Map<String, Object> patch(String path, String type, Map<String, Object> patch) {
        return call("PATCH", path, type, patch);
    }

    /** Deletes an object; returns false when there is none. */
    boolean delete(String path, Map<String, Object> options) {
        try {
            call("DELETE", path, JSON, options);
            return true;
        } catch (ClusterRefusedException e) {
            if (e.code() == 404) {
                return false;
            }
            throw e;
        }
    }

    /** Returns what a path answers, as text. */
    String text(String path) {
        return body("GET", path, JSON, null);
    }

    @SuppressWarnings("unchecked") // a JSON object's keys are strings
    Map<String, Object> parse(String text) {
        return json.unmarshal(text, Map.class);
    }

    String write(Object value) {
        return json.asJson(value);
    }

    @Override
    public void close() {
        client.close();
    }

    private Map<String, Object> call(String method, String path, String type, @Nullable Object body) {
        return parse(body(method, path, type, body));
    }

    private String body(String method, String path, String type, @Nullable Object body) {
        HttpRequest.Builder request = http.newHttpRequestBuilder()
                .uri(base + path)
                .header("Accept", "application/json, */*")
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (body == null) {
            request.method(method, null, null);
        } else {
            request.method(method, type, json.asJson(body));
        }
        HttpResponse<String> response = await(http, request.build());
        String text = response.body() == null ? "" : response.body();
        if (!response.isSuccessful()) {
            throw refusal(response.code(), text);
        }
        return text;
    }

    private HttpResponse<String> await(HttpClient http, HttpRequest request) {
        try {
            return http.sendAsync(request, String.class).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private ClusterUnavailableException unreachable(Throwable cause) {
        return new ClusterUnavailableException("the cluster at " + base + " does not answer: " + words(cause), cause);
    }

    /** The JDK's connection errors have no message of their own. */
    private static String words(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return switch (deepest) {
            case UnresolvedAddressException e -> "no machine of that name is known";
            case ClosedChannelException e -> "nothing listens there";
            case TimeoutException e -> "no answer in " + TIMEOUT.toSeconds() + " s";
            case CertPathBuilderException e -> "the authority that the kubeconfig names did not sign its certificate";
            default -> deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
        };
    }

    private RuntimeException refusal(int code, String text) {
        Map<String, Object> status;
        try {
            status = parse(text);
        } catch (RuntimeException notJson) {
            status = Map.of();
        }
        String message = Fields.text(status, "message");
        String words = message.isEmpty() ? "the cluster answered with HTTP status " + code : message;
        if (code >= 500 && code != 504 && Fields.text(status, "reason").isEmpty()) {
            return new ClusterUnavailableException(words, null);
        }
        return new StatusException(code, status, words);
    }

    /** A refusal with everything that the API said. */
    static final class StatusException extends ClusterRefusedException {

        private final transient Map<String, Object> status;

        StatusException(int code, Map<String, Object> status, String message) {
            super(code, Fields.text(status, "reason"), message, null);
            this.status = status;
        }

        Map<String, Object> status() {
            return status;
        }
    }
}
