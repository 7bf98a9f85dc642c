package io.castellan.resource.acl;

import static org.awaitility.Awaitility.await;

import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.testing.RoomBench;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Access rules of a real broker, of which each test has those with its prefix. */
abstract class LiveAcls {
    final TestCluster cluster = SharedBroker.get();
    final String prefix = cluster.prefix();
    final Admin admin = cluster.admin();
    RoomBench bench;

    @BeforeEach
    void open() {
        bench = new RoomBench(cluster.adminProperties(), AclRoom.room());
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        var ours = live();
        if (!ours.isEmpty()) {
            admin.deleteAcls(ours.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
            await().until(() -> live().isEmpty());
        }
    }

    Collection<AclBinding> live() throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
                .filter(binding -> binding.entry().principal().contains(prefix)
                        || binding.pattern().name().contains(prefix))
                .toList();
    }

    List<String> liveNames() throws Exception {
        return live().stream()
                .map(binding -> AclRule.of(binding).orElseThrow().toString())
                .sorted()
                .toList();
    }

    void create(String... rules) throws Exception {
        var bindings = RuleFiles.of(String.join("\n", rules).replace("PRE", prefix)).declared().values().stream()
                .map(declared -> declared.spec().binding())
                .toList();
        admin.createAcls(bindings).all().get();
        await().until(() -> live().containsAll(bindings));
    }

    /** @param yaml in which PRE is this test's prefix */
    void declare(String... yaml) {
        bench.commit(String.join("\n", yaml).replace("PRE", prefix));
    }

    List<Change> ours(Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.id().name().contains(prefix))
                .toList();
    }

    Change only(Plan plan, String name) {
        return ours(plan).stream()
                .filter(change -> change.id().name().equals(name.replace("PRE", prefix)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ours(plan).toString()));
    }
}
