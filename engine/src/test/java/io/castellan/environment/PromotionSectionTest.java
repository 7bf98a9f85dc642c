package io.castellan.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionSectionTest {
    private final Problems problems = new Problems();

    private Environment read(String promotion) {
        var text = "cluster: {sandbox: {brokers: 1}}\n" + promotion;
        var root = YamlReader.read(
                        "environments/prod/environment.yaml", text.getBytes(StandardCharsets.UTF_8), problems)
                .flatMap(Node::asMapping)
                .orElseThrow();
        return EnvironmentReader.read("prod", root, problems);
    }

    @Test
    void tellsWhereStateComesFromAndHowLongItMustHaveStoodThere() {
        assertThat(read("promotion: {from: dr, soak: 24h}").promotion())
                .contains(new Promotion("dr", Duration.ofHours(24)));
        assertThat(read("promotion: {from: dr, soak: 7d}").promotion())
                .contains(new Promotion("dr", Duration.ofDays(7)));
        assertThat(read("promotion: {from: dr}").promotion()).contains(new Promotion("dr", Duration.ZERO));
        assertThat(read("").promotion()).isEqualTo(Optional.empty());
        assertThat(problems.hasErrors()).isFalse();
    }

    @Test
    void nothingIsPromotedFromItselfOrSoaksForever() {
        read("promotion: {from: prod}");
        read("promotion: {from: dr, soak: forever}");

        assertThat(problems.sorted())
                .allSatisfy(problem -> assertThat(problem.code().toString()).isEqualTo("CAS-ENV-003"))
                .hasSize(2);
    }

    @Test
    void aProposalDoesNotDecideWhereItMayComeFrom() {
        var inForce = read("promotion: {from: dr, soak: 24h}");

        assertThat(read("").controlledBy(inForce).promotion()).isEqualTo(inForce.promotion());
        assertThat(read("promotion: {from: elsewhere}").controlledBy(inForce).promotion())
                .isEqualTo(inForce.promotion());
    }
}
