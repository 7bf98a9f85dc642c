package io.castellan.cli;

import io.castellan.resource.Registry;
import io.castellan.resource.acl.AclRoom;
import io.castellan.resource.broker.BrokerRoom;
import io.castellan.resource.feature.FeatureRoom;
import io.castellan.resource.group.GroupRoom;
import io.castellan.resource.metrics.MetricsRoom;
import io.castellan.resource.quota.QuotaRoom;
import io.castellan.resource.topic.TopicRoom;
import io.castellan.resource.user.UserRoom;
import java.util.List;

/** The kinds of resource: the one place of registration. */
final class Rooms {
    private Rooms() {}

    static Registry registry() {
        return new Registry(List.of(
                TopicRoom.room(),
                AclRoom.room(),
                QuotaRoom.room(),
                UserRoom.room(),
                GroupRoom.room(),
                MetricsRoom.room(),
                FeatureRoom.room(),
                BrokerRoom.room()));
    }
}
