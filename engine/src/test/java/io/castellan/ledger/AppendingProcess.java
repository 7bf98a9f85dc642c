package io.castellan.ledger;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.git.GitRepository;
import io.castellan.git.RemoteAddress;
import io.castellan.git.RemoteCopy;
import io.castellan.git.RemoteSettings;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Warrant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A process that appends entries to the ledger of prod, against others that do the same. Whoever is second reads again and tries
 * again, as a person would; it prints how often.
 */
final class AppendingProcess {
    private AppendingProcess() {}

    /**
     * Arguments: folder, name of the executor, how many entries. With two more, the address of another repository and the command
     * for SSH, the ledger is that repository's, and the folder is this process's own cache.
     */
    public static void main(String[] arguments) {
        if (arguments.length > 3) {
            remote(arguments);
            return;
        }
        try (var repository = GitRepository.discover(Path.of(arguments[0])).orElseThrow()) {
            int second = append(repository, arguments[1], Integer.parseInt(arguments[2]));
            System.out.println("second " + second + " times");
        }
    }

    private static void remote(String[] arguments) {
        var settings = new RemoteSettings(
                Duration.ofMinutes(2), Map.of("GIT_SSH_COMMAND", arguments[4]), new Random(), System.out::println);
        try (var copy = RemoteCopy.open(
                Path.of(arguments[0]),
                RemoteAddress.parse(arguments[3]),
                List.of("main", GitLedger.BRANCHES + "*"),
                settings)) {
            copy.fetch();
            var commit = copy.branch("main").tip();
            var ledger = new GitLedger(copy, "prod");
            int second = append(
                    ledger, copy.repository(), commit, arguments[1], Integer.parseInt(arguments[2]), ledger::catchUp);
            System.out.println("second " + second + " times");
        }
    }

    static int append(GitRepository repository, String executor, int count) {
        return append(
                new GitLedger(repository, "prod"),
                repository,
                repository.resolve("main"),
                executor,
                count,
                Thread::onSpinWait);
    }

    private static int append(
            Ledger ledger, GitRepository repository, String commit, String executor, int count, Runnable again) {
        var state = new StateCommit(
                commit, repository.tree(commit, "environments/prod").orElseThrow(), false);
        int second = 0;
        for (int i = 0; i < count; ) {
            if (appendOne(ledger, executor, state)) {
                i++;
            } else {
                second++;
                again.run();
            }
        }
        return second;
    }

    private static boolean appendOne(Ledger ledger, String executor, StateCommit state) {
        Intent intent;
        try {
            var plan = Samples.plan(Samples.PROD, ledger.head(), "a", "b");
            var sample = Samples.intent(ledger.nextSequence(), plan, state);
            intent = new Intent(
                    sample.sequence(),
                    sample.target(),
                    state,
                    sample.changes(),
                    List.of(),
                    List.of(),
                    new Executor(executor, "local"),
                    Warrant.none(),
                    sample.tool(),
                    sample.at());
            ledger.append(intent, plan);
        } catch (Failure failure) {
            if (failure.exitCode() == ExitCode.STALE) {
                return false;
            }
            throw failure;
        }
        ledger.append(Samples.outcome(intent, ChangeResult.APPLIED));
        return true;
    }

    /** @param output receives what the process prints */
    static Process start(Path folder, String executor, int count, Path output, String... remote) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                folder.toString(),
                executor,
                Integer.toString(count)));
        command.addAll(List.of(remote));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
