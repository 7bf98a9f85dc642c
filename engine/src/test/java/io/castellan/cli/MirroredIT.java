package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.ResourceId;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An environment on a real broker, a part of which is kept in step with production by something else: compared and reported, not
 * changed. The test does what that something would do.
 */
class MirroredIT {
    private static final String MIRRORED =
            "mirrored: {from: prod, owns: [topics, partitions, config, acls], topics: ['%s*']}";

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final String orders = prefix + "mirrored.orders";
    private final String payments = prefix + "mirrored.payments";
    private final String own = prefix + "own";
    private final Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
    private TwoStages stages;
    private Desk desk;

    /** Preprod is the one that is mirrored; state comes to it from dev, and goes from it to prod. */
    @BeforeEach
    void mirroredFromProd() throws Exception {
        stages = new TwoStages(temp).on(cluster, "promotion: {from: dev}\n" + MIRRORED.formatted(mirroredNames()));
        desk = stages.desk;
        desk.write(
                "../prod/environment.yaml",
                desk.read("../preprod/environment.yaml")
                        .replace("environment: preprod", "environment: prod")
                        .replaceAll("(?m)^mirrored: .*$", "")
                        .replace("from: dev", "from: preprod"));
    }

    private String mirroredNames() {
        return prefix + "mirrored.";
    }

    private static String topic(String name, int partitions, String retention) {
        return "  " + name + ": {partitions: " + partitions + ", config: {retention.ms: " + retention + "}}\n";
    }

    private Desk.Said ok(String... arguments) {
        var said = desk.run(arguments);
        assertThat(said.exitCode())
                .as(String.join(" ", arguments) + "\n" + said.out() + said.err())
                .isEqualTo(ExitCode.OK);
        return said;
    }

    private void declare(String text) {
        stages.dev(text).preprod(text).desk.write("../prod/state.yaml", text);
        desk.commit("declared");
        stages.appliedInDev(yesterday, orders, payments, own);
    }

    /** What mirroring would do. */
    private void mirror(String name, int partitions, Map<String, String> settings) throws Exception {
        cluster.admin()
                .createTopics(
                        List.of(new NewTopic(name, Optional.of(partitions), Optional.<Short>empty()).configs(settings)))
                .all()
                .get();
    }

    private boolean exists(String name) throws Exception {
        return cluster.admin().listTopics().names().get().contains(name);
    }

    @Test
    void whatDiffersIsShownAndLeftAloneAndTheRestIsApplied() throws Exception {
        declare("topics:\n" + topic(orders, 2, "7d") + topic(payments, 2, "7d") + topic(own, 1, "1d"));
        mirror(payments, 1, Map.of("retention.ms", "1000", "segment.ms", "86400000"));

        var plan = ok("plan", "preprod");
        assertThat(plan.out())
                .contains("? " + orders + "  create mirrored")
                .contains("CAS-MIRROR-001: mirroring from prod makes it, not Castellan")
                .contains("? " + payments + "  change mirrored")
                .containsPattern("partitions +1 +→ 2")
                .containsPattern("retention.ms +1000.* → .*7d")
                .contains("1 to create, ");
        ok("apply", "preprod", "--yes");

        assertThat(exists(own)).isTrue();
        assertThat(exists(orders)).as("made by mirroring only").isFalse();
        assertThat(stages.ledgerOfPreprod().get(0).intent().leftOut())
                .containsExactlyInAnyOrder(
                        new LeftOut(new ResourceId("topic", orders), LeftOut.MIRRORED),
                        new LeftOut(new ResourceId("topic", payments), LeftOut.MIRRORED));
        assertThat(stages.ledgerOfPreprod().get(0).intent().changes()).hasSize(1);
        assertThat(ok("plan", "preprod", "--detailed-exitcode").out())
                .as("no difference for exit codes")
                .contains(orders, "what differs is left to mirroring")
                .doesNotContain("is as declared");
        assertThat(ok("drift", "preprod").out())
                .contains("Left to mirroring in preprod", "? " + orders + "  create mirrored", "in-sync");
        assertThat(ok("status").out()).contains("topic/" + orders + ": mirrored");
    }

    @Test
    void noTombstoneIsCarriedOutAndWhatMirroringMadeBesidesIsItsOwn() throws Exception {
        mirror(orders, 1, Map.of());
        mirror(payments, 1, Map.of());
        declare("topics:\n  " + orders + ": {absent: true, reason: replaced, evenIfActive: true}\n"
                + topic(own, 1, "1d"));

        assertThat(ok("plan", "preprod").out())
                .contains("? " + orders + "  delete mirrored", "owns it, so Castellan does not delete it");
        assertThat(ok("plan", "preprod", "--target", "topic/" + payments).out())
                .containsPattern("topic " + payments + " +by mirroring from prod");
        ok("apply", "preprod", "--yes");

        assertThat(exists(orders)).isTrue();
        assertThat(exists(own)).isTrue();
    }

    @Test
    void aMirroredEnvironmentStandsInNobodysWayAndShowsNothing() throws Exception {
        declare("topics:\n" + topic(orders, 1, "7d"));
        ok("apply", "preprod", "--yes");
        assertThat(exists(orders)).isFalse();

        assertThat(ok("plan", "prod").out()).contains("topic/" + orders + ": proved by dev #1");
        ok("apply", "prod", "--yes");
        assertThat(exists(orders)).isTrue();

        desk.write("../prod/state.yaml", "topics:\n" + topic(orders, 1, "8d"));
        stages.preprod("topics:\n" + topic(orders, 1, "8d")).desk.commit("never in dev");
        ok("apply", "preprod", "--yes");
        var refused = desk.run("apply", "prod", "--yes");
        assertThat(refused.exitCode()).as(refused.out()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err()).contains("CAS-PROMOTE-001", "dev has it otherwise");
    }

    @Test
    void whatAProposalHandsOverCountsOnceItIsAgreedTo() {
        declare("topics:\n" + topic(own, 1, "1d"));
        desk.git("checkout", "-q", "-b", "feature");
        var file = "../preprod/environment.yaml";
        desk.write(file, desk.read(file).replace(mirroredNames() + "*", prefix + "*"))
                .commit("hand over everything");

        assertThat(ok("ci", "--against", "main").out())
                .contains("CAS-CI-002", "would change mirrored of 'preprod'")
                .contains("1 to create")
                .doesNotContain("create mirrored");
    }

    @Test
    void whatIsImportedIsAsItIsLive() throws Exception {
        mirror(orders, 3, Map.of("retention.ms", "1000"));
        desk.commit("nothing declared");

        assertThat(ok("import", "preprod").out()).contains(orders);
    }

    @Test
    void wrongEnvironmentsAndFacetsAreSaid() {
        var file = "../preprod/environment.yaml";
        var text = desk.read(file);
        desk.write(file, text.replace("mirrored: {from: prod", "mirrored: {from: prdo"));
        assertThat(desk.run("validate", "preprod").out()).contains("CAS-PROMOTE-008", "'prdo'", "preprod, prod");
        desk.write(file, text.replace("mirrored: {from: prod", "mirrored: {from: preprod"));
        assertThat(desk.run("validate", "preprod").out()).contains("CAS-ENV-003", "is mirrored from itself");
        desk.write(file, text.replace("owns: [topics", "owns: [offsets"));
        assertThat(desk.run("validate", "preprod").out()).contains("CAS-SCHEMA-", "offsets");
    }
}
