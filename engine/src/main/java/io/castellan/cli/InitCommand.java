package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a first environment. */
@Command(
        name = "init",
        description = {
            "Write an environment to start from: environment.yaml and, for a sandbox, a first state file.",
            "Nothing that exists is overwritten."
        },
        footer = {
            "",
            "Examples:",
            "  castellan init dev                                         on a sandbox of this machine",
            "  castellan init prod --bootstrap b1.prod:9092,b2.prod:9092  on a cluster that exists"
        })
final class InitCommand implements Subcommand {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Session session;

    @Parameters(paramLabel = "ENVIRONMENT", description = "Its name: lower-case letters, digits and hyphens.")
    private String environment = "";

    @Option(names = "--environments", paramLabel = "DIR", description = "The folder of the environments.")
    private Path environments = Path.of("environments");

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "Bootstrap servers of the cluster; without them the environment is a sandbox.")
    private @Nullable List<String> bootstrap;

    InitCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() throws IOException {
        if (!NAME.matcher(environment).matches()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(CliCodes.BAD_NAME, "'" + environment + "' is no name for an environment")
                            .withHint("use lower-case letters, digits and hyphens"));
        }
        var folder = session.directory().resolve(environments).resolve(environment);
        var files = new LinkedHashMap<String, String>();
        files.put("environment.yaml", environmentFile());
        if (bootstrap == null) {
            files.put("topics.yaml", TOPICS); // a cluster that exists has topics; import writes them down
        }
        var there = files.keySet().stream()
                .filter(name -> Files.exists(folder.resolve(name)))
                .toList();
        if (!there.isEmpty()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    CliCodes.EXISTS,
                                    folder + " holds " + String.join(" and ", there)
                                            + " already, and nothing is overwritten")
                            .withHint("choose another name"));
        }
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
            session.out().println("wrote " + session.directory().relativize(folder.resolve(file.getKey())));
        }
        session.out().println();
        session.out()
                .println(
                        bootstrap == null
                                ? "Next: castellan sandbox up " + environment + " && castellan plan " + environment
                                : "Next: castellan import " + environment + " --out "
                                        + session.directory().relativize(folder.resolve("imported.yaml")));
        return ExitCode.OK;
    }

    private String environmentFile() {
        var cluster = bootstrap == null
                ? "  sandbox: {brokers: 1}\n"
                : "  # id: which cluster this is; a plan for another one is refused. 'kafka-cluster.sh cluster-id' tells it.\n"
                        + "  bootstrapServers: [" + String.join(", ", bootstrap) + "]\n"
                        + "  # clientConfig:\n"
                        + "  #   security.protocol: SASL_SSL\n"
                        + "  #   sasl.mechanism: SCRAM-SHA-512\n"
                        + "  #   sasl.jaas.config: ${env:KAFKA_JAAS}\n";
        return """
                # What belongs to this environment alone. 'castellan schema environment' describes every key.
                apiVersion: castellan/v1
                environment: %s
                cluster:
                %s
                defaults:
                  topics:
                    replicationFactor: %d

                # What is live and not declared is shown and left alone.
                unmanaged: {resources: report, fields: report}
                protection: {maxDeletes: 5, maxDeleteShare: 10%%}
                """.formatted(environment, cluster.stripTrailing(), bootstrap == null ? 1 : 3);
    }

    private static final String TOPICS = """
            # Any file of this folder may declare topics, acls, grants, quotas and users.
            # 'castellan schema state' describes every key.
            topics:
              first.events.v1:
                partitions: 3
                owner: somebody
                config:
                  retention.ms: 7d
                  retention.bytes: 1GiB
            """;
}
