package dev.podlab.embedded.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTests {

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({"0,0", "1,1", "1000m,1", "0.5,500m", "1500m,1500m", "1.5,1500m", "100,100", "1000,1k", "1024,1024", "1024Ki,1Mi", "1024Mi,1Gi",
        "1536Mi,1536Mi", "0.5Gi,512Mi", "1Ki,1Ki", "0.5Ki,512", "1e3,1e3", "1E,1E", "12e6,12e6", "-5,-5", "100k,100k", "1M,1M", "0.1n,1n",
        ".5,500m", "5.,5", "9Ei,9223372036854775807", "+1,1", "300000,300k"})
    void hasOneCanonicalForm(String text, String canonical) {
        assertThat(Quantity.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a lot", "1 Gi", "1KB", "--1", "1e", "e3", "1Mi1", "0x10", "1e9999"})
    void refusesWhatIsNoAmount(String text) {
        assertThat(Quantity.tryParse(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0} + {1} = {2}")
    @CsvSource({"500m,600m,1100m", "32Mi,32Mi,64Mi", "0,64Mi,64Mi", "1,1Gi,1073741825"})
    void addsUpExactly(String one, String other, String sum) {
        assertThat(Quantity.parse(one).plus(Quantity.parse(other))).hasToString(sum);
    }
}
