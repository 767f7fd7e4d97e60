package dev.podlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CommandLineTests {

    @Test
    void optionsBecomeProperties() {
        assertThat(CommandLine.toProperties("--port", "8081", "--kubeconfig=/tmp/k", "--context", "a b"))
                .containsExactly("--server.port=8081", "--podlab.kubeconfig=/tmp/k", "--podlab.context=a b");
    }

    @Test
    void propertiesStayAsTheyAre() {
        assertThat(CommandLine.toProperties("--podlab.sandbox.lease=5m", "--debug"))
                .containsExactly("--podlab.sandbox.lease=5m", "--debug");
    }

    @Test
    void anUnknownOptionIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.toProperties("--prot", "1"))
                .withMessageContaining("--prot")
                .withMessageContaining("--kubeconfig");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.toProperties("--port"))
                .withMessage("The option --port needs a value.");
    }

    @Test
    void aWordIsNoOption() {
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.toProperties("start"));
    }
}
