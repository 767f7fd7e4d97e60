package dev.podlab.embedded.api.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.podlab.embedded.api.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProtobufBodyTests {

    private interface Writer {
        void write(CodedOutputStream out) throws IOException;
    }

    @Test
    void readsASecretAsGoWritesIt() throws IOException {
        byte[] secret = message(out -> {
            out.writeBytes(1, bytes(metadata -> {
                metadata.writeString(1, "pw");
                metadata.writeString(2, "");
                metadata.writeInt64(7, 0);
                metadata.writeBytes(8, ByteString.EMPTY);
                metadata.writeBytes(11, bytes(label -> {
                    label.writeString(1, "empty");
                    label.writeString(2, "");
                }));
            }));
            out.writeBytes(2, bytes(entry -> {
                entry.writeString(1, "password");
                entry.writeBytes(2, ByteString.copyFromUtf8("geheim"));
            }));
            out.writeString(3, "Opaque");
            out.writeBool(5, false);
            out.writeString(99, "from a newer release");
        });
        assertThat(ProtobufBody.parse(envelope("v1", "Secret", secret)).toString()).isEqualTo(JsonMapper.shared().readTree("""
                {"kind": "Secret", "apiVersion": "v1",
                 "metadata": {"name": "pw", "generation": 0, "labels": {"empty": ""}},
                 "data": {"password": "Z2VoZWlt"}, "type": "Opaque", "immutable": false}""").toString());
    }

    @Test
    void keepsTheEmptyGroupOfARule() throws IOException {
        byte[] role = message(out -> out.writeBytes(2, bytes(rule -> {
            rule.writeString(1, "get");
            rule.writeString(2, "");
            rule.writeString(3, "pods");
        })));
        assertThat(ProtobufBody.parse(envelope("rbac.authorization.k8s.io/v1", "Role", role)).at("/rules/0").toString())
                .isEqualTo("{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"pods\"]}");
    }

    @Test
    void refusesKindsThatItDoesNotKnow() throws IOException {
        byte[] pod = envelope("v1", "Pod", new byte[0]);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> ProtobufBody.parse(pod))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(415))
                .withMessageContaining("Pod");
    }

    @Test
    void refusesBytesThatAreNoMessage() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> ProtobufBody.parse("k8s\0\u00ff\u00ff".getBytes(StandardCharsets.ISO_8859_1)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(400));
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> ProtobufBody.parse("{}".getBytes(StandardCharsets.UTF_8)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(400));
    }

    private static byte[] envelope(String apiVersion, String kind, byte[] raw) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(new byte[] {'k', '8', 's', 0});
        body.write(message(out -> {
            out.writeBytes(1, bytes(type -> {
                type.writeString(1, apiVersion);
                type.writeString(2, kind);
            }));
            out.writeBytes(2, ByteString.copyFrom(raw));
            out.writeString(3, "");
        }));
        return body.toByteArray();
    }

    private static ByteString bytes(Writer writer) throws IOException {
        return ByteString.copyFrom(message(writer));
    }

    private static byte[] message(Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        writer.write(out);
        out.flush();
        return bytes.toByteArray();
    }
}
