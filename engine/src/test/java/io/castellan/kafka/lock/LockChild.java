package io.castellan.kafka.lock;

import io.castellan.diagnostics.Failure;
import io.castellan.kafka.ClientProperties;
import io.castellan.kafka.KafkaAccess;
import java.io.FileReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Another process that takes the lock and then creates topics {@code PREFIX0}, {@code PREFIX1}, …: two, and after a line on
 * standard input as many as the lock lets it. Every line on standard output is one event.
 */
final class LockChild {
    private LockChild() {}

    /** {@code PROPERTIES-FILE WHO SESSION-SECONDS TOPIC-PREFIX} */
    public static void main(String[] arguments) throws IOException {
        var properties = new Properties();
        try (var in = new FileReader(arguments[0])) {
            properties.load(in);
        }
        var map = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        var settings = LockSettings.defaults().withSession(Duration.ofSeconds(Integer.parseInt(arguments[2])));
        try (var access = new KafkaAccess(new ClientProperties(map));
                var lock = new ClusterLock(access, settings)
                        .acquire(arguments[1], (holder, patience) -> say("waiting for " + holder))) {
            say("held");
            create(access, lock, arguments[3]);
        } catch (Failure e) {
            say("failed " + e.getMessage());
        }
        say("end");
    }

    private static void create(KafkaAccess access, HeldLock lock, String prefix) throws IOException {
        for (int i = 0; ; i++) {
            var name = prefix + i;
            var result = access.writes(lock)
                    .createTopics(List.of(new NewTopic(name, 1, (short) 1)))
                    .get(name);
            var text = result.fold(() -> "done", Object::toString, Object::toString, why -> "not sent: " + why);
            say(name + " " + text);
            if (!result.isDone()) {
                return;
            }
            if (i == 1) {
                say("pausing");
                System.in.read();
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
