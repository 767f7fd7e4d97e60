package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.auth.Attributes;
import dev.podlab.embedded.api.auth.Impersonation;
import dev.podlab.embedded.api.auth.User;
import dev.podlab.embedded.api.discovery.Resources;
import dev.podlab.embedded.api.discovery.ServedResource;
import dev.podlab.embedded.api.http.Answer;
import dev.podlab.embedded.api.http.HttpExchange;
import dev.podlab.embedded.api.http.HttpHandler;
import dev.podlab.embedded.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers every request: who is it, may they, what is it about, and then the one class that does it. */
public final class KubernetesApi implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(KubernetesApi.class.getName());

    private final Backend backend;
    private final Documents documents;
    private final Reads reads;
    private final Watches watches;
    private final Writes writes;
    private final Deletions deletions;
    private final Subresources subresources;
    private final Reviews reviews;

    public KubernetesApi(Backend backend) {
        this.backend = backend;
        this.documents = new Documents(backend);
        this.reads = new Reads(backend);
        this.watches = new Watches(backend);
        this.writes = new Writes(backend);
        this.deletions = new Deletions(backend);
        this.subresources = new Subresources(backend, reads, writes, deletions);
        this.reviews = new Reviews(backend.authorizer());
    }

    @Override
    public void handle(HttpExchange http) {
        try {
            send(http, route(http));
        } catch (ApiException refused) {
            refuse(http, refused);
        } catch (StoreException refused) {
            refuse(http, translated(refused));
        } catch (IOException clientGone) {
            LOG.log(System.Logger.Level.DEBUG, () -> http.path() + ": " + clientGone.getMessage());
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.ERROR, () -> http.method() + " " + http.path() + " failed", broken);
            refuse(http, ApiException.internalError("the request could not be carried out; the server's log says why"));
        }
    }

    /** Returns the answer to a body that is longer than the server takes. */
    public static Answer oversized(int limitBytes) {
        return Reply.json(413, ApiException.requestEntityTooLarge(limitBytes).status());
    }

    private Reply route(HttpExchange http) throws IOException {
        Optional<Reply> open = documents.open(http.path());
        if (open.isPresent()) {
            return open.get();
        }
        User user = authenticate(http);
        Optional<RequestTarget> target = RequestTarget.parse(http.path());
        if (target.isEmpty()) {
            return documents.document(http).orElseThrow(() -> authorizedToNothing(http, user));
        }
        String verb = verb(http, target.get());
        authorize(user, target.get().attributes(verb));
        return dispatch(http, user, target.get(), verb);
    }

    private Reply dispatch(HttpExchange http, User user, RequestTarget target, String verb) throws IOException {
        if (Resources.isReview(target.group(), target.version(), target.resource())) {
            return reviews.answer(http, user, target, verb);
        }
        ServedResource served = Resources.find(target.group(), target.version(), target.resource())
                .orElseThrow(ApiException::noSuchPath);
        checkScope(served, target);
        Call call = new Call(http, RequestBody.of(http), target, served, user);
        if (!target.subresource().isEmpty()) {
            return subresources.answer(call, verb);
        }
        return switch (verb) {
            case "get" -> reads.get(call);
            case "list" -> reads.list(call);
            case "watch" -> watches.watch(call);
            case "create" -> creation(call);
            case "update" -> writes.update(named(call));
            case "patch" -> writes.patch(named(call));
            case "delete" -> deletions.delete(call);
            case "deletecollection" -> deletions.deleteCollection(call);
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private Reply creation(Call call) {
        if (!call.target().name().isEmpty()) {
            throw ApiException.methodNotAllowed();
        }
        return writes.create(call);
    }

    private static Call named(Call call) {
        if (call.target().name().isEmpty()) {
            throw ApiException.methodNotAllowed();
        }
        return call;
    }

    private User authenticate(HttpExchange http) {
        User sender = http.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .flatMap(header -> backend.tokens().user(header.substring(7).strip()))
                .orElseThrow(ApiException::unauthorized);
        return Impersonation.actingUser(sender, http.header(Impersonation.USER), http.headers(Impersonation.GROUP));
    }

    private void authorize(User user, Attributes wanted) {
        if (!backend.authorizer().allows(user, wanted)) {
            throw Refusals.forbidden(user, wanted);
        }
    }

    private static ApiException authorizedToNothing(HttpExchange http, User user) {
        if (user.isMaster()) {
            return ApiException.noSuchPath();
        }
        return ApiException.forbiddenPath("User \"%s\" cannot %s path \"%s\""
                .formatted(user.name(), http.method().toLowerCase(Locale.ROOT), http.path()));
    }

    private static String verb(HttpExchange http, RequestTarget target) {
        return target.verb(http.method(), http.query().isTrue("watch") && target.subresource().isEmpty());
    }

    /** A namespaced object is found below its namespace only, a collection also across all; others are never below one. */
    private static void checkScope(ServedResource served, RequestTarget target) {
        boolean below = !target.namespace().isEmpty();
        boolean wrong = served.type().namespaced() ? !below && !target.name().isEmpty() : below;
        if (wrong) {
            throw ApiException.noSuchPath();
        }
    }

    private void send(HttpExchange http, Reply reply) {
        switch (reply) {
            case Reply.Sent sent -> { }
            case Reply.Raw raw -> http.answer(raw.answer());
            case Reply.Resource resource -> {
                Representation representation = Representation.of(http, backend.printer());
                byte[] body = Reply.bytes(Resources.find(resource.object())
                        .map(served -> representation.one(served.type(), resource.object()))
                        .orElse(resource.object()));
                http.answer(new Answer(resource.code(), "application/json", body, Reply.warningHeaders(resource.warnings())));
            }
        }
    }

    private static void refuse(HttpExchange http, ApiException refused) {
        if (http.isAnswered()) {
            return;
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        if (refused.retryAfterSeconds() > 0) {
            headers.add(Map.entry("Retry-After", Integer.toString(refused.retryAfterSeconds())));
        }
        if (refused.code() == 401) {
            headers.add(Map.entry("WWW-Authenticate", "Bearer realm=\"kubernetes\""));
        }
        http.answer(new Answer(refused.code(), "application/json", Reply.bytes(refused.status()), headers));
    }

    private static ApiException translated(StoreException refused) {
        return switch (refused) {
            case StoreException.AlreadyExists exists -> ApiException.alreadyExists(exists.key());
            case StoreException.NotFound missing -> ApiException.notFound(missing.key());
            case StoreException.Conflict conflict -> ApiException.modified(conflict.key());
            case StoreException.Expired expired -> ApiException.expired(expired.getMessage());
        };
    }
}
