package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.testing.SandboxCluster;
import io.castellan.testing.ThreeBrokers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three nodes, one at a time out of order. */
class SandboxNodesIT {
    private final SandboxCluster cluster = ThreeBrokers.get();
    private final Sandbox sandbox = cluster.sandbox();

    @AfterEach
    void putBack() {
        sandbox.status().orElseThrow().nodes().forEach(node -> {
            sandbox.thawNode(node.id());
            sandbox.startNode(node.id());
        });
    }

    @Test
    void racksAndReplicasAreReal() throws Exception {
        var topic = cluster.prefix() + "topic";
        cluster.admin()
                .createTopics(List.of(new NewTopic(topic, 3, (short) 3)))
                .all()
                .get();

        var racks = new TreeMap<Integer, String>();
        cluster.admin().describeCluster().nodes().get().forEach(node -> racks.put(node.id(), node.rack()));
        assertThat(racks).isEqualTo(Map.of(1, "rack-a", 2, "rack-b", 3, "rack-c"));
    }

    @Test
    void aStoppedNodeIsMissedAndListedAgainWhenStartNodeReturns() throws Exception {
        // when
        sandbox.stopNode(2);

        // then
        assertThat(sandbox.status().orElseThrow().node(2).state()).isEqualTo(NodeState.STOPPED);
        Awaitility.await().until(() -> listed().equals(Set.of(1, 3)));
        sandbox.startNode(2);
        assertThat(listed()).isEqualTo(Set.of(1, 2, 3));
        assertThat(sandbox.status().orElseThrow().allRunning()).isTrue();
    }

    @Test
    void aKilledNodeIsListedAgainWhenStartNodeReturns() throws Exception {
        // when
        sandbox.killNode(3);

        // then
        assertThat(sandbox.status().orElseThrow().node(3).state()).isEqualTo(NodeState.DIED);
        sandbox.startNode(3);
        assertThat(listed()).isEqualTo(Set.of(1, 2, 3));
    }

    @Test
    void aFrozenNodeIsSeenAndGoesOnWhenThawed() {
        // when
        sandbox.freezeNode(1);

        // then
        assertThat(sandbox.status().orElseThrow().node(1).state()).isEqualTo(NodeState.FROZEN);
        sandbox.thawNode(1);
        assertThat(sandbox.status().orElseThrow().allRunning()).isTrue();
        Awaitility.await().until(() -> listed().equals(Set.of(1, 2, 3)));
    }

    @Test
    void aNodeThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertThatThrownBy(() -> sandbox.stopNode(4))
                .hasMessageContaining("CAS-SANDBOX-014")
                .hasMessageContaining("its nodes are 1 to 3");
    }

    private Set<Integer> listed() throws Exception {
        return cluster.admin().describeCluster().nodes().get().stream()
                .map(Node::id)
                .collect(Collectors.toSet());
    }
}
