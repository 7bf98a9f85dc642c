package io.castellan.resource.topic;

import io.castellan.resource.KindKey;
import io.castellan.resource.Room;
import java.util.List;

/** Topics. */
public final class TopicRoom {
    static final KindKey<TopicSpec, TopicState> KEY =
            new KindKey<>("topic", "topics", TopicSpec.class, TopicState.class);

    private TopicRoom() {}

    /** The section {@code topics}, the kind {@code topic}, and the steps {@code topic.…}. */
    public static Room room() {
        return new Room(
                List.of(new TopicSection()),
                List.of(new TopicKind()),
                List.of(new TopicPlanner()),
                List.of(
                        TopicExecutor.create(),
                        TopicExecutor.config(TopicPlanner.CONFIG),
                        TopicExecutor.partitions(),
                        TopicExecutor.config(TopicPlanner.DESTRUCTIVE_CONFIG),
                        TopicExecutor.delete()),
                List.of(new TopicCaptor()));
    }
}
