package io.castellan.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Mirroring;
import io.castellan.model.NamePattern;
import io.castellan.model.Node;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MirroredSectionTest {
    private final Problems problems = new Problems();

    private Environment read(String mirrored) {
        var text = "cluster: {sandbox: {brokers: 1}}\n" + mirrored;
        var root = YamlReader.read("environments/dr/environment.yaml", text.getBytes(StandardCharsets.UTF_8), problems)
                .flatMap(Node::asMapping)
                .orElseThrow();
        return EnvironmentReader.read("dr", root, problems);
    }

    @Test
    void tellsWhatIsKeptInStepWithWhichEnvironment() {
        assertThat(read("mirrored: {from: prod, owns: [topics, config], topics: ['pay*'], except: [pay.local]}")
                        .mirrored())
                .contains(new Mirroring(
                        "prod",
                        Set.of("topics", "config"),
                        List.of(new NamePattern("pay*")),
                        List.of(new NamePattern("pay.local"))));
        assertThat(read("").mirrored()).isEmpty();
        assertThat(problems.hasErrors()).isFalse();
    }

    @Test
    void nothingIsMirroredFromItself() {
        read("mirrored: {from: dr, owns: [topics]}");

        assertThat(problems.sorted()).extracting(Problem::message).containsExactly("'dr' is mirrored from itself");
    }

    @Test
    void aProposalDoesNotDecideWhatIsLeftToMirroring() {
        var inForce = read("mirrored: {from: prod, owns: [topics]}");

        assertThat(read("").controlledBy(inForce).mirrored()).isEqualTo(inForce.mirrored());
        assertThat(inForce.controlledBy(read("")).mirrored()).isEmpty();
        assertThat(Environment.CONTROL_SECTIONS).contains("mirrored");
    }
}
