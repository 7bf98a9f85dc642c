package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.resource.catalogue.Catalogue;
import io.castellan.testing.ChildProcess;
import io.castellan.testing.PretendedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("qualify")
class HundredThousandTopicsIT {
    private static final int TOPICS = 100_000;
    private static final int A_FILE = 1_000;
    private static final int LONGER = 1_000;
    private static final int NEW = 500;
    private static final Map<String, String> OVERRIDES =
            Map.of("retention.ms", "604800000", "retention.bytes", "1073741824");

    @Test
    void arePlannedInHalfAGigabyte(@TempDir Path folder) throws Exception {
        var live = IntStream.range(0, TOPICS)
                .mapToObj(HundredThousandTopicsIT::name)
                .toList();
        try (var broker = new PretendedBroker(live, 3, defaults(), OVERRIDES)) {
            declare(folder, broker.address());

            try (var plan = new ChildProcess(
                    Castellan.class,
                    Map.of("JAVA_TOOL_OPTIONS", "-Xmx512m"),
                    "plan",
                    "big",
                    "--environments",
                    folder.resolve("environments").toString())) {

                assertThat(plan.end()).as(plan.text()).isZero();
                assertThat(plan.text()).contains(NEW + " to create, " + String.format("%,d", LONGER) + " to change");
            }

            assertThat(broker.asked().values().stream().mapToInt(times -> times).sum())
                    .as("a request for many topics, never one for each: %s", broker.asked())
                    .isLessThan(500);
        }
    }

    /** What a broker says of every key, as it does for each topic. */
    private static Map<String, String> defaults() {
        var defaults = new HashMap<String, String>();
        Catalogue.topic()
                .settings()
                .forEach(setting -> setting.defaultValue().ifPresent(value -> defaults.put(setting.key(), value)));
        return defaults;
    }

    private static String name(int i) {
        return "team-%03d.stream-%06d.v1".formatted(i % 400, i);
    }

    private static void declare(Path folder, String bootstrap) throws IOException {
        var environment = Files.createDirectories(folder.resolve("environments/big"));
        Files.writeString(environment.resolve("environment.yaml"), """
                apiVersion: castellan/v1
                environment: big
                cluster:
                  bootstrapServers: ['%s']
                """.formatted(bootstrap));
        for (int from = 0; from < TOPICS + NEW; from += A_FILE) {
            var yaml = new StringBuilder("topics:\n");
            for (int i = from; i < Math.min(from + A_FILE, TOPICS + NEW); i++) {
                yaml.append("  ")
                        .append(name(i))
                        .append(":\n    partitions: 3\n    replicationFactor: 1\n")
                        .append("    owner: team-")
                        .append(i % 400)
                        .append("\n    config:\n      retention.ms: ")
                        .append(i < LONGER ? "8d" : "7d")
                        .append("\n      retention.bytes: 1GiB\n");
            }
            Files.writeString(environment.resolve("part-%06d.yaml".formatted(from)), yaml);
        }
    }
}
