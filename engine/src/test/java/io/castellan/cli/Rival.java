package io.castellan.cli;

import io.castellan.apply.ApplyListener;
import io.castellan.model.Step;
import io.castellan.testing.TestCluster;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;

/** Somebody who knows nothing of locks and creates a topic of seven partitions when an apply has just recorded what it intends. */
record Rival(TestCluster cluster, String topic) implements ApplyListener {
    @Override
    public void reached(Point point, List<Step> batch) {
        if (point == Point.AFTER_INTENT) {
            try {
                cluster.admin()
                        .createTopics(List.of(new NewTopic(topic, 7, (short) 1)))
                        .all()
                        .get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
