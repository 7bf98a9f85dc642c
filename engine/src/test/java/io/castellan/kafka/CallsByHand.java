package io.castellan.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaFuture;

/** Calls whose answers and time are in the hand of the test. */
abstract class CallsByHand {
    static final CallBudget BUDGET = CallBudget.each(Duration.ofSeconds(30));

    final HandTime time = new HandTime();
    final List<String> progress = new ArrayList<>();
    final Calls calls = new Calls(time, CallSettings.defaults(), new CallListener() {
        @Override
        public void throttled(String call, int items, Duration wait) {
            progress.add(call + " waits " + wait.toMillis() + " ms for " + items);
        }
    });
    final List<List<String>> sent = new ArrayList<>();

    /** What Kafka says to an item, given how often it was asked. */
    interface Answers {
        String to(String item, int attempt) throws RuntimeException;
    }

    Call<String, String, String, String> call(Call.Scope scope, int batch, Answers answers) {
        var attempts = new LinkedHashMap<String, Integer>();
        return call(
                scope,
                batch,
                (items, timeout) -> {
                    timeout.getAsInt();
                    sent.add(items);
                    var futures = new LinkedHashMap<String, KafkaFuture<String>>();
                    for (var item : items) {
                        int attempt = attempts.merge(item, 1, Integer::sum);
                        futures.put(item, KafkaFuture.completedFuture(item).thenApply(one -> answers.to(one, attempt)));
                    }
                    return futures;
                },
                Function.identity());
    }

    /** A call that is sent, and whose answers are looked at, as the test says. */
    static Call<String, String, String, String> call(
            Call.Scope scope, int batch, Call.Send<String, String, String> send, Function<String, String> look) {
        return new Call<>("test", scope, Batching.byCount(batch), Function.identity(), send, look);
    }

    static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj(i -> "i" + i).toList();
    }

    static String text(Reply<String> reply) {
        return reply.fold(
                answer -> "answer " + answer,
                error -> "refusal " + error.name(),
                error -> "silence " + error.name(),
                why -> "unsent " + why);
    }

    static Map<String, String> texts(Replies<String, String> replies) {
        var texts = new LinkedHashMap<String, String>();
        replies.byKey().forEach((key, reply) -> texts.put(key, text(reply)));
        return texts;
    }
}
