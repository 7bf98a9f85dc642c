package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.castellan.apply.ApplyListener;
import io.castellan.apply.ApplyReport;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Step;
import io.castellan.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** Access rules of a real broker, from the state file to the cluster. */
class AclsIT extends LiveAcls {
    private static List<ChangeResult> results(ApplyReport report) {
        return report.outcome().changes().stream().map(ChangeOutcome::result).toList();
    }

    @Test
    void afterAnApplyThePlanIsEmptyWhateverSortOfRule() throws Exception {
        declare(
                "acls:",
                "  User:PREa:",
                "    - {allow: [Read, Describe], topic: PREt., patternType: prefixed}",
                "    - {deny: [Delete, AlterConfigs], topic: PREt}",
                "    - {allow: [Read], topic: '*', host: 10.1.2.3}",
                "    - {allow: [Read], topic: PREt, host: '::1'}",
                "    - {allow: [All], group: 'PREg with blanks and \"quotes\"'}",
                "    - {allow: [Describe, IdempotentWrite], cluster: kafka-cluster}",
                "    - {allow: [Write, TwoPhaseCommit], transactionalId: PREtx}",
                "    - {allow: [Describe], delegationToken: '*'}",
                "    - {allow: [CreateTokens, DescribeTokens], user: 'User:PREb'}",
                "  'User:CN=PREbilling service,OU=\"Accounts, paid\",O=Example':",
                "    - {allow: [Read], topic: PREt}",
                "  User:*:",
                "    - {deny: [Write], topic: PREsecret}",
                "  Group:PREteam:",
                "    - {allow: [Read], topic: PREt}",
                "grants:",
                "  User:PREa: {consume: {topics: [{name: PREt}], groups: [{prefix: PREg-}]}}",
                "  User:PREs: {streams: {applicationId: PREapp, inputs: [{name: PREt}], outputs: [{name: PREo}]}}",
                "  User:PREc: {connect: {group: PREc, topics: {config: PRE1, offset: PRE2, status: PRE3}}}",
                "  User:PREp: {produce: {topics: [{prefix: PREo}]}, transactional: {ids: [{prefix: PREtx}]}}");

        var planned = ours(bench.plan());
        var report = bench.apply();

        assertThat(results(report)).hasSameSizeAs(planned).containsOnly(ChangeResult.APPLIED);
        assertThat(ours(bench.plan())).isEmpty();
        assertThat(liveNames())
                .containsExactlyElementsOf(planned.stream()
                        .map(change -> change.id().name())
                        .sorted()
                        .toList())
                .contains("\"User:CN=" + prefix
                        + "billing service,OU=\\\"Accounts, paid\\\",O=Example\" allow Read topic " + prefix + "t");
    }

    @Test
    void whatIsDeclaredNoLongerGoesAndWhatNobodyDeclaredStays() throws Exception {
        create("acls: {'User:PREstranger': [{allow: [Read], topic: PREt}]}");
        declare("acls: {'User:PREa': [{allow: [Read, Write], topic: PREt}]}");
        bench.apply();
        declare("acls: {'User:PREa': [{allow: [Read], topic: PREt}]}");

        var plan = bench.plan();
        bench.apply();

        assertThat(only(plan, "User:PREa allow Write topic PREt").verb()).isEqualTo(Verb.DELETE);
        assertThat(only(plan, "User:PREstranger allow Read topic PREt")
                        .disposition()
                        .isUnmanaged())
                .isTrue();
        assertThat(liveNames())
                .containsExactly(
                        "User:" + prefix + "a allow Read topic " + prefix + "t",
                        "User:" + prefix + "stranger allow Read topic " + prefix + "t");
        assertThat(ours(bench.plan())).allMatch(change -> change.disposition().isUnmanaged());
    }

    @Test
    void aRuleOfTwoOwnersStaysUntilNeitherDeclaresIt() throws Exception {
        declare(
                "grants: {'User:PREa': {consume: {topics: [{name: PREt}]}, produce: {topics: [{name: PREt}]}}}",
                "acls: {'User:PREkeep': [{allow: [Read], topic: PREt}]}");
        bench.apply();
        declare(
                "grants: {'User:PREa': {produce: {topics: [{name: PREt}]}}}",
                "acls: {'User:PREkeep': [{allow: [Read], topic: PREt}]}");
        bench.apply();

        assertThat(liveNames())
                .containsExactly(
                        "User:" + prefix + "a allow Describe topic " + prefix + "t",
                        "User:" + prefix + "a allow Write topic " + prefix + "t",
                        "User:" + prefix + "keep allow Read topic " + prefix + "t");
    }

    @Test
    void aReplacedRuleLeavesNoMomentWithoutAccess() throws Exception {
        admin.createTopics(List.of(new NewTopic(prefix + "t", 1, (short) 1)))
                .all()
                .get();
        var client = cluster.user(prefix + "a");
        declare("acls: {'User:PREa': [{allow: [Read], topic: PREt}], 'User:PREb': [{deny: [Read], topic: PREt}]}");
        bench.apply();
        declare(
                "acls: {'User:PREa': [{allow: [Read], topic: PRE, patternType: prefixed}],",
                "       'User:PREb': [{deny: [Read], topic: PRE, patternType: prefixed}]}");
        var seen = new ArrayList<Boolean>();
        try (var other = Admin.create(client)) {
            await().until(() -> sees(other));
            bench.listener(new ApplyListener() {
                @Override
                public void reached(Point point, List<Step> batch) {
                    seen.add(sees(other));
                }
            });

            var report = bench.apply();

            assertThat(results(report)).hasSize(4).containsOnly(ChangeResult.APPLIED);
        } finally {
            admin.deleteTopics(List.of(prefix + "t")).all().get();
        }
        assertThat(seen).hasSizeGreaterThan(8).containsOnly(true);
        assertThat(liveNames())
                .containsExactly(
                        "User:" + prefix + "a allow Read topic prefixed " + prefix,
                        "User:" + prefix + "b deny Read topic prefixed " + prefix);
    }

    private boolean sees(Admin client) {
        try {
            client.describeTopics(List.of(prefix + "t")).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return false;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRuleThatSomebodyRemovedByHandComesBack() throws Exception {
        declare("acls: {'User:PREa': [{allow: [Read, Write], topic: PREt}]}");
        bench.apply();
        var write = live().stream()
                .filter(binding -> binding.entry().operation().name().equals("WRITE"))
                .toList();
        admin.deleteAcls(write.stream().map(AclBinding::toFilter).toList())
                .all()
                .get();
        await().until(() -> live().size() == 1);

        assertThat(ours(bench.plan()))
                .singleElement()
                .satisfies(change -> assertThat(change.verb()).isEqualTo(Verb.CREATE));
        bench.apply();
        assertThat(ours(bench.plan())).isEmpty();
    }

    @Test
    void whatSomebodyElseDidMeanwhileIsNotDoneAgain() throws Exception {
        declare("acls: {'User:PREa': [{allow: [Read, Write], topic: PREt}]}");
        var plan = bench.plan();
        create("acls: {'User:PREa': [{allow: [Write], topic: PREt}]}");

        assertThat(results(bench.apply(plan))).contains(ChangeResult.APPLIED);
        assertThat(liveNames()).hasSize(2);
        assertThat(ours(bench.plan())).isEmpty();
    }

    @Test
    void anOldPlanDoesNotRunWhereARuleTookItsEffect() throws Exception {
        declare("acls: {'User:PREa': [{allow: [Read], topic: PREt}]}");
        var plan = bench.plan();
        create("acls: {'User:PREa': [{deny: [Read], topic: PREt}]}");

        assertThatThrownBy(() -> bench.apply(plan))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.exitCode()).isIn(ExitCode.STALE, ExitCode.REFUSED));
        assertThat(liveNames()).containsExactly("User:" + prefix + "a deny Read topic " + prefix + "t");
    }

    @Test
    void deletionsAreCappedAndAnEmptySetIsNoWish() throws Exception {
        bench.environment("protection: {maxDeletes: 2, maxDeleteShare: 100%}\n");
        declare("acls: {'User:PREa': [{allow: [Read, Write, Delete, Alter], topic: PREt}]}");
        bench.apply();
        declare("acls: {'User:PREa': [{allow: [Read], topic: PREt}]}");

        assertThat(ours(bench.plan()))
                .hasSize(3)
                .allMatch(change -> change.disposition().refusal().isPresent());
        declare("{}");
        assertThat(ours(bench.plan()))
                .hasSize(4)
                .allMatch(change -> change.disposition().refusal().isPresent());
    }

    @Test
    void askingForManyRulesTakesAsManyRequestsAsForFew() throws Exception {
        declare("acls: {'User:PREfew': [{allow: [Read], topic: PREt}]}");
        bench.plan();
        long few = requests(() -> bench.plan());
        declare(many(1000));
        long missing = requests(() -> bench.plan());
        long applied =
                requests(() -> assertThat(results(bench.apply())).hasSize(1000).containsOnly(ChangeResult.APPLIED));
        long present = requests(() -> bench.plan());
        declare(many(1));
        long deleted =
                requests(() -> assertThat(results(bench.apply())).hasSize(999).containsOnly(ChangeResult.APPLIED));

        assertThat(missing).isEqualTo(few).isLessThanOrEqualTo(3);
        assertThat(present).isEqualTo(few);
        assertThat(applied).as("plan, plan again, inspect, create, read back").isLessThanOrEqualTo(3 * few + 8);
        assertThat(deleted).as("the same with two requests that delete").isLessThanOrEqualTo(3 * few + 8);
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "  User:PREmany" + i + ": [{allow: [Read], topic: PREt" + i + "}]")
                .collect(Collectors.joining("\n", "acls:\n", "\n"));
    }

    private long requests(Runnable work) {
        var before = bench.access().traffic();
        work.run();
        return bench.access().traffic().since(before).requests();
    }
}
