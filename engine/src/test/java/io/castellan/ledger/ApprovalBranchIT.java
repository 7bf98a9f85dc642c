package io.castellan.ledger;

import static io.castellan.ledger.Samples.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch to which anybody may push whatever they like. */
class ApprovalBranchIT {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String NAME = "0".repeat(63);

    @TempDir
    private Path folder;

    private final List<Problem> notes = new ArrayList<>();
    private final Signed good = new Signed(
            new Approval(
                    PROD,
                    Optional.empty(),
                    List.of(),
                    new TreeMap<>(),
                    Verdict.APPROVE,
                    "",
                    NOW,
                    NOW.plusSeconds(3600)),
            "signature");
    private RealGit git;

    @BeforeEach
    void oneGoodApproval() {
        git = RealGit.init(folder);
        git.commit("state");
        try (var repository = GitRepository.discover(folder).orElseThrow()) {
            new ApprovalBranch(repository, "castellan/approvals/prod").add(good, NOW);
        }
        git.run("checkout", "-q", "castellan/approvals/prod");
    }

    private List<Signed> read() {
        git.commit("junk");
        notes.clear();
        try (var repository = GitRepository.discover(folder).orElseThrow()) {
            return new ApprovalBranch(repository, "castellan/approvals/prod").since(NOW.minusSeconds(60), notes::add);
        }
    }

    @Test
    void aFileThatIsTooLargeIsANote() throws IOException {
        Files.write(folder.resolve("2026-11/" + NAME + "1.json"), new byte[64 * 1024 * 1024]);

        assertThat(read()).containsExactly(good);
        assertThat(notes)
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("has 67108864 bytes"));
    }

    @Test
    void ofMuchJunkOnlySomeIsTold() {
        for (int i = 0; i < 100; i++) {
            git.write("2026-11/" + NAME + "%x.json".formatted(i), "{}").write("more/" + i, "");
        }

        assertThat(read()).containsExactly(good);
        assertThat(notes).hasSizeLessThan(25);
        assertThat(notes.get(notes.size() - 1).message()).contains("more files that are no approval");
    }

    @Test
    void whatIsNoFileIsANote() {
        git.run("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",2026-11/" + NAME + "2.json");
        git.run("commit", "-q", "-m", "a submodule");
        try (var repository = GitRepository.discover(folder).orElseThrow()) {
            assertThat(new ApprovalBranch(repository, "castellan/approvals/prod")
                            .since(NOW.minusSeconds(60), notes::add))
                    .containsExactly(good);
        }
        assertThat(notes).hasSize(1);
    }
}
