package io.castellan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.ChangeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several who append to one ledger at once, and one who is killed while it does. */
class LedgerRacesIT {
    private static final String BRANCH = "castellan/ledger/prod";
    private static final long SEED = 20_261_122;

    @TempDir
    Path temp;

    private RealGit git;

    @BeforeEach
    void aRepositoryWithOneCommit() {
        git = RealGit.init(temp.resolve("repository"));
        git.write("environments/prod/payments.yaml", "topics: {}").commit("state");
    }

    @Test
    void twoProcessesLoseNothing() throws Exception {
        twoProcesses(3);
    }

    @Test
    @Tag("qualify")
    void twoProcessesLoseNothingFiftyTimes() throws Exception {
        twoProcesses(50);
    }

    private void twoProcesses(int count) throws Exception {
        var names = List.of("one", "two");
        List<Process> processes = new ArrayList<>();
        for (var name : names) {
            processes.add(AppendingProcess.start(git.folder(), name, count, temp.resolve(name)));
        }
        for (int i = 0; i < names.size(); i++) {
            assertThat(processes.get(i).waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(processes.get(i).exitValue())
                    .as(Files.readString(temp.resolve(names.get(i))))
                    .isZero();
        }
        assertNothingLost(names, count);
    }

    @Test
    void threadsWithOneRepositoryAndWithTheirOwnLoseNothing() throws Exception {
        var names = List.of("a", "b", "c", "d");
        var threads = Executors.newFixedThreadPool(names.size());
        try (var shared = GitRepository.discover(git.folder()).orElseThrow();
                var own = GitRepository.discover(git.folder()).orElseThrow()) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (var name : names) {
                work.add(() -> AppendingProcess.append(name.equals("d") ? own : shared, name, 5));
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertNothingLost(names, 5);
    }

    private void assertNothingLost(List<String> names, int count) {
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            var entries = new GitLedger(repository, "prod").entries();
            assertThat(entries).hasSize(names.size() * count).noneMatch(LedgerEntry::isOpen);
            assertThat(entries.stream()
                            .collect(Collectors.groupingBy(
                                    entry -> entry.intent().executor().person(), Collectors.counting()))
                            .values())
                    .containsOnly((long) count)
                    .hasSize(names.size());
        }
        assertThat(git.run("rev-list", "--first-parent", "--count", BRANCH))
                .isEqualTo(Integer.toString(1 + 2 * names.size() * count));
        assertThat(git.run("rev-list", "--max-parents=0", BRANCH).lines()).hasSize(2);
        fsck();
    }

    private void fsck() {
        assertThat(git.run("fsck", "--strict", "--full").lines()).allMatch(line -> line.startsWith("dangling "));
    }

    @Test
    void whenOneIsKilledTheBranchIsWholeAndAnotherGoesOn() throws Exception {
        kills(3);
    }

    @Test
    @Tag("qualify")
    void whenOneIsKilledTheBranchIsWholeAndAnotherGoesOnFiftyTimes() throws Exception {
        kills(50);
    }

    private void kills(int times) throws Exception {
        var random = new Random(SEED);
        long before = 0;
        for (int i = 0; i < times; i++) {
            var wanted = before + 1 + random.nextInt(6);
            var output = temp.resolve("killed-" + i);
            var process = AppendingProcess.start(git.folder(), "killed", Integer.MAX_VALUE, output);
            try {
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1 + random.nextInt(9)))
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> !process.isAlive() || events() >= wanted);
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(output).as("it ran until it was killed").isEmptyFile();
            before = goOn(random.nextBoolean());
        }
    }

    /** Without reading commits: as cheap as a look at the folder. */
    private long events() throws IOException {
        var log = git.folder().resolve(".git/logs/refs/heads/" + BRANCH);
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private long goOn(boolean packed) throws IOException {
        var lock = git.folder().resolve(".git/refs/heads/" + BRANCH + ".lock");
        Files.deleteIfExists(lock); // as the message of CAS-GIT-015 says
        if (packed) {
            git.run("pack-refs", "--all");
        }
        fsck();
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            var ledger = new GitLedger(repository, "prod");
            var entries = ledger.entries();
            assertThat(entries.stream().limit(Math.max(0, entries.size() - 1))).noneMatch(LedgerEntry::isOpen);
            assertThat(IntStream.range(0, entries.size()).mapToObj(entries::get).map(LedgerEntry::intent))
                    .allMatch(intent -> intent.executor().person().equals("killed"));
            entries.forEach(ledger::plan);
            ledger.open().ifPresent(open -> ledger.append(Samples.outcome(open.intent(), ChangeResult.INDETERMINATE)));
            assertThat(ledger.open()).isEmpty();
        }
        return events();
    }
}
