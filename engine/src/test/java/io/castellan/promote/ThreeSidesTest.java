package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThreeSidesTest {
    private static Optional<Node> node(String text) {
        return YamlReader.read("a.yaml", ("v: " + text).getBytes(StandardCharsets.UTF_8), new Problems())
                .flatMap(Node::asMapping)
                .flatMap(mapping -> mapping.get("v"));
    }

    private static List<String> said(Optional<Node> source, Optional<Node> target, Optional<Node> applied) {
        return ThreeSides.of(source, target, applied).stream()
                .map(side -> side.said("dev", "prod"))
                .toList();
    }

    @Test
    void onlyFieldsThatDifferAreToldEachWithAllSides() {
        assertThat(said(
                        node("{partitions: 3, config: {retention.ms: 5d, cleanup.policy: [compact, delete]}}"),
                        node("{partitions: 3, config: {retention.ms: 4d}, owner: payments}"),
                        node("{partitions: 3, config: {retention.ms: 3d}}")))
                .containsExactly(
                        "config.cleanup.policy: dev [compact, delete], prod nothing, applied in prod nothing",
                        "config.retention.ms: dev 5d, prod 4d, applied in prod 3d",
                        "owner: dev nothing, prod payments, applied in prod nothing");
    }

    @Test
    void whatIsNoMappingOrNotThereIsToldAsAWhole() {
        assertThat(said(node("[{type: a}]"), node("[]"), Optional.empty()))
                .containsExactly("dev [{type: a}], prod [], applied in prod nothing");
        assertThat(said(node("{}"), Optional.empty(), node("{}")))
                .containsExactly("dev {}, prod nothing, applied in prod {}");
        assertThat(said(node("{a: 1}"), node("{a: 1}"), node("{a: 2}"))).isEmpty();
    }
}
