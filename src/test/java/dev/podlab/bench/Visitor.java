package dev.podlab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A learner's browser without a screen: keeps cookies and sends the token that changes need. */
final class Visitor implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final URI site;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).version(HttpClient.Version.HTTP_1_1).build();

    Visitor(URI site) {
        this.site = site;
    }

    /** Asks for a page again and again until it is answered with 200. */
    void awaitPage(String path, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (status(path) != 200) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(path + " was not answered within " + patience);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private int status(String path) {
        try {
            return http.send(request(path).GET().build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException notThereYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Opens the sandbox and returns what the portal tells of it. */
    JsonNode openSandbox() {
        return JSON.readTree(send(change("/api/sandbox").POST(BodyPublishers.noBody()).build()));
    }

    /** Applies a manifest in the sandbox. */
    void apply(String manifest) {
        send(change("/api/sandbox/manifests").header("Content-Type", "application/yaml").POST(BodyPublishers.ofString(manifest)).build());
    }

    /** Deletes a Pod of the sandbox. */
    void deletePod(String name) {
        send(change("/api/sandbox/pods/" + name).DELETE().build());
    }

    /** Closes the sandbox. */
    void closeSandbox() {
        send(change("/api/sandbox").DELETE().build());
    }

    /** Opens the stream of pictures. */
    PictureFeed pictures() {
        try {
            var request = HttpRequest.newBuilder(site.resolve("/api/picture")).header("Accept", "text/event-stream").build();
            HttpResponse<java.io.InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            return new PictureFeed(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(site.resolve(path)).timeout(PATIENCE);
    }

    private HttpRequest.Builder change(String path) {
        String token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no page has set the token yet"));
        return request(path).header("X-XSRF-TOKEN", token);
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(request.method() + " " + request.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
