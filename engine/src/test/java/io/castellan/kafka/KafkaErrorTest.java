package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaErrorTest {
    @Test
    void theSameRefusalReadsTheSameWhateverTheConnection() {
        var refusal = new ClusterAuthorizationException(
                "Request Request(processor=0, connectionId=127.0.0.1:1-127.0.0.1:2-0-8, session=Session@65b8e135,"
                        + " listenerName=ListenerName(CLIENT), envelope=Optional.empty) needs DESCRIBE permission.");

        assertThat(KafkaError.of(new ExecutionException(refusal)))
                .hasToString("ClusterAuthorizationException: the request needs DESCRIBE permission.");
    }

    @Test
    void otherWordsOfKafkaStay() {
        assertThat(KafkaError.of(new ClusterAuthorizationException("Cluster authorization failed.")))
                .hasToString("ClusterAuthorizationException: Cluster authorization failed.");
        assertThat(KafkaError.of(new IllegalStateException())).hasToString("IllegalStateException");
    }
}
