package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.NodeGateway.ExecOptions;
import dev.podlab.embedded.api.NodeGateway.LogOptions;
import dev.podlab.embedded.api.NodeGateway.NodeGatewayException;
import dev.podlab.embedded.api.NodeGateway.PodReference;
import dev.podlab.embedded.api.http.AnswerStream;
import dev.podlab.embedded.api.http.Query;
import dev.podlab.embedded.store.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Log, exec, attach and port-forward: found by the Pod, served by its node. */
final class PodConnections {

    private final Backend backend;

    PodConnections(Backend backend) {
        this.backend = backend;
    }

    /** Hands the connection over to the node. */
    Reply stream(Call call) throws IOException {
        StoredObject pod = backend.store().get(call.key()).orElseThrow(() -> ApiException.notFound(call.key()));
        URI target = url(call, pod);
        if (!call.http().wantsUpgrade()) {
            throw ApiException.badRequest("Upgrade request required");
        }
        try {
            call.http().relay(target);
            return new Reply.Sent();
        } catch (IOException unreachable) {
            throw ApiException.internalError("error dialing backend: " + unreachable.getMessage());
        }
    }

    private URI url(Call call, StoredObject pod) {
        Query query = call.query();
        try {
            return switch (call.target().subresource()) {
                case "exec" -> backend.nodes().exec(running(pod, "exec into"), options(pod, query, true));
                case "attach" -> backend.nodes().attach(running(pod, "attach to"), options(pod, query, false));
                default -> backend.nodes().portForward(PodContainers.reference(pod), ports(query));
            };
        } catch (NodeGatewayException refused) {
            throw ApiException.of(refused.code(), refused.getMessage());
        }
    }

    /** Source: kubernetes {@code pkg/registry/core/pod/rest/subresources.go}, v1.36. */
    private static PodReference running(StoredObject pod, String what) {
        String phase = pod.json().path("status").path("phase").asString("");
        if (List.of("Succeeded", "Failed").contains(phase)) {
            throw ApiException.badRequest("cannot %s a container in a completed pod; current phase is %s".formatted(what, phase));
        }
        return PodContainers.reference(pod);
    }

    private static ExecOptions options(StoredObject pod, Query query, boolean exec) {
        boolean stdin = query.isTrue("stdin");
        boolean stdout = query.isTrue("stdout");
        boolean stderr = query.isTrue("stderr");
        boolean tty = query.isTrue("tty");
        if (!stdin && !stdout && !stderr) {
            throw ApiException.badRequest("you must specify at least 1 of stdin, stdout, stderr");
        }
        if (exec && query.all("command").isEmpty()) {
            throw ApiException.badRequest("you must specify at least one command for the container");
        }
        return new ExecOptions(
                PodContainers.chosen(pod, query.first("container").orElse("")), query.all("command"), stdin, stdout, stderr && !tty, tty);
    }

    private static List<Integer> ports(Query query) {
        try {
            return query.all("ports").stream().flatMap(value -> List.of(value.split(",")).stream()).map(Integer::valueOf).toList();
        } catch (NumberFormatException malformed) {
            throw ApiException.badRequest("unable to parse \"ports\": " + query.all("ports"));
        }
    }

    Reply log(Call call) throws IOException {
        StoredObject pod = backend.store().get(call.key()).orElseThrow(() -> ApiException.notFound(call.key()));
        LogOptions options = LogQuery.options(pod, call);
        PodReference reference = PodContainers.reference(pod);
        try (LogStream out = new LogStream(call)) {
            backend.nodes().logs(reference, options, out);
            out.begin();
        } catch (NodeGatewayException refused) {
            if (!call.http().isAnswered()) {
                throw ApiException.of(refused.code(), refused.getMessage());
            }
        }
        return new Reply.Sent();
    }

    /** Sends the head of the answer with the first bytes, so that a refusal before them is still a {@code Status}. */
    private static final class LogStream extends OutputStream {
        private final Call call;
        private @Nullable AnswerStream stream;

        LogStream(Call call) {
            this.call = call;
        }

        AnswerStream begin() throws IOException {
            if (stream == null) {
                stream = call.http().wantsWebSocket() ? webSocket() : call.http().stream(200, "text/plain");
            }
            return stream;
        }

        private AnswerStream webSocket() throws IOException {
            boolean binary = call.http().webSocketProtocols().contains("binary.k8s.io");
            return call.http().webSocket(binary ? "binary.k8s.io" : "", binary);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                begin().write(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        }

        @Override
        public void close() {
            if (stream != null) {
                stream.close();
            }
        }
    }

    /** The query of a log request. */
    private static final class LogQuery {

        static LogOptions options(StoredObject pod, Call call) {
            Query query = call.query();
            if (query.first("sinceSeconds").isPresent() && query.first("sinceTime").isPresent()) {
                throw invalid(call, "sinceTime", "at most one of `sinceTime` or `sinceSeconds` may be specified");
            }
            Long since = number(call, "sinceSeconds", 1);
            return new LogOptions(
                    PodContainers.chosen(pod, query.first("container").orElse("")),
                    query.isTrue("follow"), query.isTrue("previous"), query.isTrue("timestamps"),
                    number(call, "tailLines", 0), number(call, "limitBytes", 1),
                    since == null ? null : Duration.ofSeconds(since), sinceTime(call));
        }

        private static @Nullable Long number(Call call, String parameter, long least) {
            String text = call.query().first(parameter).orElse("");
            if (text.isEmpty()) {
                return null;
            }
            if (!text.matches("-?\\d{1,18}") || Long.parseLong(text) < least) {
                throw invalid(call, parameter, least == 0 ? "must be greater than or equal to 0" : "must be greater than 0");
            }
            return Long.valueOf(text);
        }

        private static @Nullable Instant sinceTime(Call call) {
            String text = call.query().first("sinceTime").orElse("");
            try {
                return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException malformed) {
                throw invalid(call, "sinceTime", "must be a time such as 2006-01-02T15:04:05Z");
            }
        }

        private static ApiException invalid(Call call, String parameter, String why) {
            String value = "\"" + call.query().first(parameter).orElse("") + "\"";
            return ApiException.badRequest("PodLogOptions \"%s\" is invalid: %s: Invalid value: %s: %s"
                    .formatted(call.target().name(), parameter, value, why));
        }
    }
}
