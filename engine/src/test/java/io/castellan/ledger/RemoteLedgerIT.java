package io.castellan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.git.HttpHost;
import io.castellan.git.RealGit;
import io.castellan.git.RemoteAddress;
import io.castellan.git.RemoteCopy;
import io.castellan.git.RemoteSettings;
import io.castellan.git.SshHost;
import io.castellan.model.Intent;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is another repository's: on a disk, over HTTP, over SSH. */
class RemoteLedgerIT {
    private static final String BRANCH = "castellan/ledger/prod";

    @TempDir
    Path temp;

    private final List<RemoteCopy> opened = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private RealGit origin;
    private StateCommit state;

    @BeforeEach
    void aBareRepositoryWithOneCommit() {
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        origin.run("config", "http.receivepack", "true");
        var clone = RealGit.init(temp.resolve("clone"));
        var commit =
                clone.write("environments/prod/payments.yaml", "topics: {}").commit("state");
        state = new StateCommit(commit, clone.run("rev-parse", commit + ":environments/prod"), false);
        clone.run("push", "-q", origin.folder().toString(), "main");
    }

    @AfterEach
    void close() {
        opened.forEach(RemoteCopy::close);
    }

    /** As another machine would see it: with a cache of its own. */
    private GitLedger ledger(String machine, String url) {
        var copy = RemoteCopy.open(
                temp.resolve(machine),
                RemoteAddress.parse(url),
                List.of("main", GitLedger.BRANCHES + "*"),
                new RemoteSettings(Duration.ofSeconds(3), Map.of(), new Random(1), told::add));
        opened.add(copy);
        var ledger = new GitLedger(copy, "prod");
        ledger.catchUp();
        return ledger;
    }

    private GitLedger ledger(String machine) {
        return ledger(machine, origin.folder().toString());
    }

    private Intent begin(Ledger ledger, String... topics) {
        var plan = Samples.plan(Samples.PROD, ledger.head(), topics);
        var intent = Samples.intent(ledger.nextSequence(), plan, state);
        ledger.append(intent, plan);
        return intent;
    }

    private void apply(Ledger ledger, String... topics) {
        ledger.append(Samples.outcome(begin(ledger, topics), ChangeResult.APPLIED));
    }

    private static Failure failure(Runnable call) {
        var failure = catchThrowableOfType(Failure.class, call::run);
        assertThat(failure).isNotNull();
        return failure;
    }

    /** A hook of the other repository, which only real git runs. */
    private void hook(String name, String script) throws IOException {
        var file = origin.folder().resolve("hooks/" + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void whatOneMachineRecordsAnotherReadsAndContinues() {
        var one = ledger("one");
        assertThat(one.head()).isEmpty();
        apply(one, "a");

        var two = ledger("two");
        assertThat(two.entries()).hasSize(1).noneMatch(LedgerEntry::isOpen);
        apply(two, "b");

        one.catchUp();
        assertThat(one.entries()).hasSize(2);
        assertThat(one.head()).contains(origin.run("rev-parse", BRANCH));
        assertThat(origin.run("log", "--format=%s", "--first-parent", BRANCH).lines())
                .first()
                .asString()
                .startsWith("prod #2: ");
        origin.run("fsck", "--strict");
    }

    @Test
    void whoIsSecondIsStaleAndNothingIsRecordedForIt() {
        var one = ledger("one");
        var two = ledger("two");
        apply(one, "a");

        assertThat(failure(() -> begin(two, "b")).exitCode()).isEqualTo(ExitCode.STALE);
        assertThat(origin.run("rev-list", "--count", "--first-parent", BRANCH)).isEqualTo("3");
        apply(two, "b");
    }

    @Test
    void anIntentThatTheServerDoesNotTakeIsNotRecordedAnywhere() throws Exception {
        hook("pre-receive", "echo 'ledgers are closed today' >&2; exit 1");
        var ledger = ledger("one");

        var failure = failure(() -> begin(ledger, "a"));

        assertThat(failure).hasMessageContaining("CAS-GIT-021");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(ledger.entries()).isEmpty();
        assertThat(ledger("one").entries()).isEmpty();
        assertThat(origin.run("branch", "--list", BRANCH)).isEmpty();
    }

    @Test
    void anOutcomeThatCannotBePushedIsKeptAndPushedByTheNextOneFromHere() throws Exception {
        var ledger = ledger("one");
        var intent = begin(ledger, "a");
        hook("update", "echo 'no outcome today' >&2; exit 1");

        var failure = failure(() -> ledger.append(Samples.outcome(intent, ChangeResult.APPLIED)));

        assertThat(failure).hasMessageContaining("CAS-LEDGER-009").hasMessageContaining("CAS-GIT-021");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(ledger.entries()).as("it counts here").hasSize(1).noneMatch(LedgerEntry::isOpen);
        assertThat(ledger("two").open()).as("others see it open").isPresent();

        Files.delete(origin.folder().resolve("hooks/update"));
        var later = ledger("one");
        assertThat(told).anyMatch(line -> line.contains("pushed what could not be pushed before"));
        assertThat(later.open()).isEmpty();
        assertThat(ledger("two").open()).isEmpty();
        apply(ledger("two"), "b");
        origin.run("fsck", "--strict");
    }

    @Test
    void whatWasKeptTooLongIsSetAsideAndTold() throws Exception {
        var ledger = ledger("one");
        var intent = begin(ledger, "a");
        hook("update", "exit 1");
        failure(() -> ledger.append(Samples.outcome(intent, ChangeResult.APPLIED)));
        Files.delete(origin.folder().resolve("hooks/update"));
        ledger("two").append(Samples.outcome(intent, ChangeResult.FAILED));

        var later = ledger("one");

        assertThat(told).anyMatch(line -> line.contains("CAS-GIT-023"));
        assertThat(later.head()).contains(origin.run("rev-parse", BRANCH));
        assertThat(later.entries()
                        .get(0)
                        .outcome()
                        .orElseThrow()
                        .changes()
                        .get(0)
                        .result())
                .isEqualTo(ChangeResult.FAILED);
        told.clear();
        ledger("one");
        assertThat(told).isEmpty();
    }

    @Test
    void aLedgerThatWasRewrittenOrDeletedIsRefused() {
        var ledger = ledger("one");
        apply(ledger, "a");
        var whole = origin.run("rev-parse", BRANCH);
        origin.run("update-ref", "refs/heads/" + BRANCH, BRANCH + "~1");
        assertThat(failure(() -> ledger("one").head())).hasMessageContaining("CAS-GIT-019");

        origin.run("update-ref", "-d", "refs/heads/" + BRANCH);
        assertThat(failure(() -> ledger("one").head())).hasMessageContaining("CAS-GIT-019");

        origin.run("update-ref", "refs/heads/" + BRANCH, whole);
        assertThat(ledger("one").entries()).hasSize(1);
    }

    @Test
    void withoutTheServerNothingBeginsAndWhatWasDoneIsNotForgotten() throws Exception {
        var away = temp.resolve("away.git");
        var ledger = ledger("one");
        var intent = begin(ledger, "a");
        Files.move(origin.folder(), away);

        var failure = failure(() -> ledger.append(Samples.outcome(intent, ChangeResult.APPLIED)));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(failure).hasMessageContaining("CAS-LEDGER-009");
        var unreachable = failure(() -> begin(ledger, "b"));
        assertThat(unreachable.exitCode()).isEqualTo(ExitCode.UNREACHABLE);

        Files.move(away, origin.folder());
        ledger.catchUp();
        assertThat(ledger("two").open()).isEmpty();
    }

    @Test
    void twoProcessesLoseNothingOnADisk() throws Exception {
        twoProcesses(3, origin.folder().toString(), "ssh");
    }

    @Test
    @Tag("qualify")
    void twoProcessesLoseNothingOnADiskFiftyTimes() throws Exception {
        twoProcesses(50, origin.folder().toString(), "ssh");
    }

    @Test
    void twoProcessesLoseNothingOverHttp() throws Exception {
        overHttp(3);
    }

    @Test
    @Tag("qualify")
    void twoProcessesLoseNothingOverHttpFiftyTimes() throws Exception {
        overHttp(50);
    }

    private void overHttp(int count) throws Exception {
        try (var host = new HttpHost(temp, Optional.empty())) {
            twoProcesses(count, host.url("origin.git"), "ssh");
        }
    }

    @Test
    @Requires("sshd")
    void twoProcessesLoseNothingOverSsh() throws Exception {
        overSsh(3);
    }

    @Test
    @Tag("qualify")
    @Requires("sshd")
    void twoProcessesLoseNothingOverSshFiftyTimes() throws Exception {
        overSsh(50);
    }

    private void overSsh(int count) throws Exception {
        try (var host = new SshHost(temp.resolve("ssh"))) {
            twoProcesses(count, host.url(origin.folder()), host.command());
        }
    }

    private void twoProcesses(int count, String url, String ssh) throws Exception {
        var names = List.of("one", "two");
        List<Process> processes = new ArrayList<>();
        for (var name : names) {
            processes.add(AppendingProcess.start(
                    temp.resolve("cache-" + name), name, count, temp.resolve(name + ".log"), url, ssh));
        }
        for (int i = 0; i < names.size(); i++) {
            assertThat(processes.get(i).waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(processes.get(i).exitValue())
                    .as(Files.readString(temp.resolve(names.get(i) + ".log")))
                    .isZero();
        }
        assertThat(ledger("reader").entries()).hasSize(2 * count).noneMatch(LedgerEntry::isOpen);
        assertThat(origin.run("rev-list", "--first-parent", "--count", BRANCH))
                .isEqualTo(Integer.toString(1 + 4 * count));
        assertThat(origin.run("fsck", "--strict", "--full").lines()).allMatch(line -> line.startsWith("dangling "));
    }
}
