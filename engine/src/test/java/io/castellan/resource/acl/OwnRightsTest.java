package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnRightsTest {
    private static final Set<Operation> ALL = EnumSet.copyOf(Guarded.CLUSTER.checked());
    private static final AclPattern THE_CLUSTER = AclPattern.literal(Guarded.CLUSTER, Guarded.CLUSTER_NAME);

    private static AclRule cluster(String principal, Operation operation) {
        return AclRuleTest.rule(principal, Permission.ALLOW, operation, THE_CLUSTER);
    }

    private static AclRule topic(String principal, Operation operation, String name) {
        return AclRuleTest.rule(principal, Permission.ALLOW, operation, AclPattern.literal(Guarded.TOPIC, name));
    }

    private static OwnRights rights(Set<Operation> may, AclRule... rules) {
        return new OwnRights(List.of(rules), may, Optional.of("User:me"));
    }

    @Test
    void whoMayWhatNoRuleAllowsIsASuperUser() {
        assertThat(rights(ALL, cluster("User:other", Operation.DESCRIBE)).superUser(Known.UNKNOWN))
                .isEqualTo(Known.YES);
        assertThat(rights(ALL).superUser(Known.NO)).isEqualTo(Known.YES);
    }

    @Test
    void whoMayOnlyWhatRulesAllowNeedNotBeOne() {
        assertThat(rights(ALL, cluster("User:me", Operation.ALL)).superUser(Known.NO))
                .isEqualTo(Known.UNKNOWN);
        assertThat(rights(EnumSet.of(Operation.DESCRIBE), cluster("User:*", Operation.ALTER))
                        .superUser(Known.NO))
                .isEqualTo(Known.UNKNOWN);
    }

    @Test
    void whereTheClusterHasNoRulesEverybodyMayDoEverythingPerhaps() {
        assertThat(rights(ALL).superUser(Known.UNKNOWN)).isEqualTo(Known.UNKNOWN);
        assertThat(rights(ALL).everyone(Known.NO)).isEqualTo(Known.YES);
        assertThat(rights(ALL).everyone(Known.YES)).isEqualTo(Known.UNKNOWN);
        assertThat(rights(ALL, cluster("User:other", Operation.DESCRIBE)).everyone(Known.NO))
                .isEqualTo(Known.UNKNOWN);
    }

    @Test
    void whoIsUnknownIsNoSuperUserByTheRulesOfOthers() {
        var unknown = new OwnRights(List.of(cluster("User:other", Operation.ALL)), ALL, Optional.empty());

        assertThat(unknown.superUser(Known.NO)).isEqualTo(Known.UNKNOWN);
    }

    @Test
    void aTopicTellsThatOnlyOthersHaveRulesOn() {
        assertThat(rights(ALL, topic("User:other", Operation.READ, "t")).tellingTopic())
                .contains("t");
        assertThat(rights(ALL, topic("User:other", Operation.READ, "t"), topic("User:me", Operation.WRITE, "*"))
                        .tellingTopic())
                .isEmpty();
        assertThat(rights(ALL, topic("User:other", Operation.READ, "*")).tellingTopic())
                .isEmpty();
        assertThat(rights(ALL, topic("User:other", Operation.READ, "no name")).tellingTopic())
                .isEmpty();
    }
}
