package dev.podlab.embedded.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ResourceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SelectorTests {

    private static final JsonNode POD = JsonMapper.shared().readTree("""
            {"metadata": {"name": "web", "namespace": "lab", "labels": {"app": "web", "tier": "front", "example.com/size": "7", "empty": ""}},
             "spec": {"nodeName": "node-1", "restartPolicy": "Always"},
             "status": {"phase": "Running", "podIP": "10.0.0.7", "podIPs": [{"ip": "10.0.0.7"}]}}""");

    @ParameterizedTest(name = "labels {0}: {1}")
    @CsvSource(delimiter = '|', value = {
        "app=web|true", "app==web|true", "app = web|true", "app=other|false", "app!=web|false", "app!=other|true", "missing!=x|true",
        "app=web,tier=front|true", "app=web,tier=back|false",
        "app in (web,api)|true", "app in (api)|false", "app notin (api, db)|true", "app notin (web)|false", "missing notin (x)|true",
        "app|true", "!app|false", "missing|false", "!missing|true", "empty=|true", "empty in ()|true",
        "example.com/size>5|true", "example.com/size<5|false", "app>5|false", "app in (web), tier notin (back),!missing|true"})
    void labels(String selector, boolean matches) {
        assertThat(LabelSelector.parse(selector).matches(POD)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app=web,", "=web", "app in web", "app in (web", "a b c", "size>big", "app in (we b)"})
    void refusesWhatIsNoLabelSelector(String selector) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> LabelSelector.parse(selector))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(400));
    }

    @ParameterizedTest(name = "fields {0}: {1}")
    @CsvSource(delimiter = '|', value = {
        "metadata.name=web|true", "metadata.name!=web|false", "metadata.namespace==lab|true", "spec.nodeName=node-1|true",
        "spec.nodeName=|false", "status.phase!=Running,metadata.name=web|false", "status.podIP=10.0.0.7|true", "status.podIPs=10.0.0.7|true",
        "spec.hostNetwork=false|true", "spec.restartPolicy=Always,status.phase=Running|true", "status.nominatedNodeName=|true"})
    void fields(String selector, boolean matches) {
        assertThat(FieldSelector.parse(ResourceType.PODS, selector).matches(POD)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"spec.foo=x", "involvedObject.name=web"})
    void refusesFieldsThatAKindIsNotSelectedBy(String selector) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> FieldSelector.parse(ResourceType.PODS, selector))
                .withMessage("field label not supported: " + selector.substring(0, selector.indexOf('=')));
    }
}
