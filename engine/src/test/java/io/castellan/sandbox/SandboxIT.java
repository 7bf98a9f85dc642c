package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.testing.SharedBroker;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SandboxIT {
    @Test
    void anotherScramUserMayDoNothingWithoutAnAcl() throws Exception {
        var broker = SharedBroker.get();
        var prefix = broker.prefix();
        var topic = new NewTopic(prefix + "topic", 1, (short) 1);
        try (var client = Admin.create(broker.user(prefix + "user"))) {
            Assertions.assertThatThrownBy(
                            () -> client.createTopics(List.of(topic)).all().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        broker.admin().createTopics(List.of(topic)).all().get();
        assertThat(broker.admin().listTopics().names().get()).contains(prefix + "topic");
    }
}
