package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.castellan.diagnostics.ExitCode;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** R10: whatever is run and however it ends, no password is in any stream, log, file or Git object, in no spelling. */
@Timeout(120)
class NoSecretLeavesIT {
    private static final long SEED = Long.getLong("castellan.test.seed", 20_261_122L);
    private static final String MARKS = "\"\\/+=&%";

    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final String principal = prefix + "deployer";
    private final Random random = new Random(SEED);
    private final String connection = password();
    private final String ofUser = password();
    private final StringBuilder said = new StringBuilder();
    private Map<String, Function<Session, Subcommand>> commands = Commands.all();
    private Desk desk;

    /** 24 characters, among them every one that some format escapes. */
    private String password() {
        var letters = random.ints(24 - MARKS.length(), 'A', 'Z' + 1).mapToObj(c -> String.valueOf((char) c));
        var all = Stream.concat(letters, MARKS.chars().mapToObj(c -> String.valueOf((char) c)))
                .collect(Collectors.toList());
        java.util.Collections.shuffle(all, random);
        return String.join("", all);
    }

    private static List<AclBinding> rights(String principal) {
        return Stream.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.CLUSTER)
                .map(type -> new AclBinding(
                        new ResourcePattern(
                                type, type == ResourceType.CLUSTER ? Resource.CLUSTER_NAME : "*", PatternType.LITERAL),
                        new AccessControlEntry("User:" + principal, "*", AclOperation.ALL, AclPermissionType.ALLOW)))
                .toList();
    }

    private void makePrincipal() throws Exception {
        cluster.admin()
                .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        principal, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), connection)))
                .all()
                .get();
        cluster.admin().createAcls(rights(principal)).all().get();
        await().until(() -> cluster.admin()
                .describeAcls(AclBindingFilter.ANY)
                .values()
                .get()
                .containsAll(rights(principal)));
    }

    @AfterEach
    void takeRightsAway() throws Exception {
        cluster.admin()
                .deleteAcls(rights(principal).stream().map(AclBinding::toFilter).toList())
                .all()
                .get();
    }

    private void declare() {
        desk = new Desk(folder);
        desk.variables.put("DEV_PASSWORD", connection);
        desk.variables.put("BILLING_PASSWORD", ofUser);
        desk.variables.put("XDG_STATE_HOME", folder.resolve("state").toString());
        var server = cluster.adminProperties();
        desk.write("environment.yaml", """
                        apiVersion: castellan/v1
                        environment: dev
                        cluster:
                          bootstrapServers: ["%s"]
                          clientConfig:
                            security.protocol: %s
                            sasl.mechanism: SCRAM-SHA-512
                            sasl.jaas.config: org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="${env:DEV_PASSWORD}";
                        defaults: {topics: {replicationFactor: 1}}
                        """.formatted(
                                cluster.bootstrapServers(), server.get("security.protocol"), principal))
                .write("state.yaml", """
                        topics:
                          %1$sgood: {partitions: 1}
                          %1$sbad: {partitions: 1}
                        users:
                          %1$sbilling: {mechanisms: [{type: SCRAM-SHA-512, iterations: 8192}], password: "${env:BILLING_PASSWORD}"}
                        """.formatted(prefix))
                .commit("first");
    }

    private ExitCode run(String... arguments) {
        var one = desk.run(commands, arguments);
        said.append(String.join(" ", arguments)).append('\n').append(one.out()).append(one.err());
        return one.exitCode();
    }

    private void runEverything() {
        run("validate");
        run("validate", "--format", "json");
        run("validate", "--format", "sarif");
        for (var format : ReportFormat.values()) {
            run(
                    "plan",
                    "dev",
                    "--format",
                    format.name(),
                    "--out",
                    folder.resolve(format + ".plan").toString());
            run("show", folder.resolve(format + ".plan").toString(), "--format", format.name());
        }
        commands = ApplyChild.commands(LockSettings.defaults(), new Rival(cluster, prefix + "bad"));
        assertThat(run("apply", "dev", "--yes")).as(said.toString()).isEqualTo(ExitCode.PARTIAL);
        commands = Commands.all();
        run("drift", "dev");
        run("drift", "dev", "--format", "json");
        desk.write("state.yaml", """
                        topics: {%1$sgood: {partitions: 1}}
                        users:
                          %1$sbilling: {mechanisms: [{type: SCRAM-SHA-512, iterations: 8192}], password: "${env:BILLING_PASSWORD}", rotation: 2}
                        """.formatted(prefix)).commit("without what fails");
        assertThat(run("apply", "dev", "--yes")).as(said.toString()).isEqualTo(ExitCode.OK);
        desk.variables.put("DEV_PASSWORD", connection.substring(1) + connection.charAt(0));
        assertThat(run("plan", "dev")).as(said.toString()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run("apply", "dev", "--yes")).as(said.toString()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void noPasswordIsInAnyStreamOrFileAtAnyVerbosity() throws Exception {
        System.out.println("seed " + SEED + " (-Dcastellan.test.seed)");
        makePrincipal();
        declare();

        var logged = logging(this::runEverything);

        assertThat(logged).contains("TRACE ", "NetworkClient", "sasl.jaas.config = [hidden]");
        var wrong = desk.variables.get("DEV_PASSWORD");
        for (var secret : List.of(connection, ofUser, wrong)) {
            assertKeeps("the streams", said.toString(), secret);
            assertKeeps("the log", logged, secret);
            assertKeeps("the objects of Git", desk.git("cat-file", "--batch-all-objects", "--batch"), secret);
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    assertKeeps(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1), secret);
                }
            }
        }
        assertThat(desk.git("cat-file", "--batch-all-objects", "--batch")).contains("BILLING_PASSWORD");
    }

    /** What is logged on standard error while something runs, with everything that a library has to say. */
    private static String logging(Runnable work) {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
        var level = root.getLevel();
        var ofKafka = kafka.getLevel();
        var err = System.err;
        var bytes = new ByteArrayOutputStream();
        root.setLevel(Level.TRACE);
        kafka.setLevel(Level.TRACE);
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(err);
            root.setLevel(level);
            kafka.setLevel(ofKafka);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void assertKeeps(String where, String text, String secret) throws IOException {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        var url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (var form : List.of(
                secret,
                escaped,
                escaped.replace("/", "\\/"),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                url,
                url.replace("+", "%20"))) {
            assertThat(text.contains(form)).as("%s: %s", where, form).isFalse();
        }
    }
}
