package io.castellan.resource.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Cause;
import io.castellan.model.Node;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    private final Problems problems = new Problems();

    private KeyedSpec read(Catalogue catalogue, String yaml) {
        var node = YamlReader.read("state.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
                .flatMap(Node::asMapping)
                .orElseThrow();
        return new SettingsReader(catalogue, Cause.DECLARATION, problems::add).read(node);
    }

    private String said() {
        return problems.sorted().stream()
                .map(problem -> problem.code() + " " + problem.message())
                .reduce("", (one, other) -> one + other + "\n");
    }

    @Test
    void unitsAndListsBecomeCanonicalText() {
        var spec = read(Catalogue.clientMetrics(), "{interval.ms: 60s, metrics: [org.b., org.a.], match: client_id=x}");

        assertThat(problems.sorted()).isEmpty();
        assertThat(spec.values())
                .containsEntry("interval.ms", "60000")
                .containsEntry("metrics", "org.a.,org.b.")
                .containsEntry("match", "client_id=x");
    }

    @Test
    void aKeyWithoutValueIsReportedAndLeftOut() {
        var spec = read(Catalogue.group(), "{share.session.timeout.ms: }");

        assertThat(said()).contains("CAS-KEYED-002");
        assertThat(spec.values()).isEmpty();
    }

    @Test
    void aListWhereOneValueIsWantedAndAMappingAnywhereAreReported() {
        read(Catalogue.group(), "{share.session.timeout.ms: [45s], streams.rack.aware.assignment.tags: {a: b}}");

        assertThat(problems.sorted())
                .extracting(Problem::code)
                .containsExactly(KeyedCodes.WRONG_FORM, KeyedCodes.WRONG_FORM);
    }

    @Test
    void valuesThatCannotStandTogetherAreReported() {
        read(Catalogue.group(), "{share.heartbeat.interval.ms: 60s, share.session.timeout.ms: 50s}");

        assertThat(said()).contains("share.heartbeat.interval.ms").contains("below");
    }

    @Test
    void anUnknownKeyIsReportedWithTheOneThatWasMeant() {
        read(Catalogue.group(), "{group.share.session.timeout.ms: 50s}");

        assertThat(problems.sorted())
                .singleElement()
                .satisfies(problem -> assertThat(problem.hint()).contains("share.session.timeout.ms"));
    }

    @Test
    void aSecretIsNeverASetting() {
        var spec = read(Catalogue.broker(), "{ssl.keystore.password: opensesame}");

        assertThat(said()).contains("CAS-KEYED-004").doesNotContain("opensesame");
        assertThat(spec.values()).isEmpty();
    }
}
