package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people write for a commit. */
class RevisionsIT {
    @TempDir
    Path temp;

    private Path top() {
        return temp.resolve("a repository with späces");
    }

    @Test
    void resolvesWhatGitResolves() {
        var git = RealGit.init(top()).write("a", "1");
        var first = git.commit("one");
        git.run("tag", "-a", "v1", "-m", "annotated");
        git.write("a", "2");
        var second = git.commit("two");
        git.run("pack-refs", "--all");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.resolve("HEAD")).isEqualTo(second);
            assertThat(repository.resolve("main~1")).isEqualTo(first);
            assertThat(repository.resolve("v1")).isEqualTo(first);
            assertThat(repository.resolve(first.substring(0, 8))).isEqualTo(first);
            assertThat(repository.resolve("refs/heads/main^{commit}")).isEqualTo(second);
            assertThat(repository.head()).contains(second);
        }
    }

    @Test
    void saysWhatIsWrongWithARevision() {
        var git = RealGit.init(top());
        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(GitRepositoryIT.codes(() -> repository.resolve("HEAD"))).containsExactly(GitCodes.NO_COMMIT_YET);
            assertThat(repository.head()).isEmpty();
        }
        git.write("a/b", "1").commit("one");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            for (var unknown :
                    List.of("nope", "0123456789abcdef0123456789abcdef01234567", "main~7", "a..b", "--all", "x^{", "")) {
                assertThat(GitRepositoryIT.codes(() -> repository.resolve(unknown)))
                        .as(unknown)
                        .containsExactly(GitCodes.NO_SUCH_REVISION);
            }
            assertThat(GitRepositoryIT.codes(() -> repository.resolve("HEAD:a")))
                    .containsExactly(GitCodes.NOT_A_COMMIT);
        }
    }

    @Test
    void saysThatAnAbbreviationIsAmbiguous() {
        var git = RealGit.init(top());
        var firstDigits = new TreeMap<String, String>();
        String ambiguous = null;
        for (int i = 0; ambiguous == null; i++) {
            var blob = git.write("a", "content " + i).run("hash-object", "-w", "a");
            ambiguous = firstDigits.put(blob.substring(0, 4), blob) == null ? null : blob.substring(0, 4);
        }
        var digits = ambiguous;
        git.commit("one");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThatThrownBy(() -> repository.resolve(digits))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(firstDigits.get(digits));
        }
    }

    @Test
    void saysThatAShallowCloneLacksHistory() throws IOException {
        var git = RealGit.init(top()).write("a", "1");
        var first = git.commit("one");
        git.write("a", "2").commit("two");
        var clone = temp.resolve("clone");
        git.run("clone", "-q", "--depth", "1", top().toUri().toString(), clone.toString());

        try (var repository = GitRepository.discover(clone).orElseThrow()) {
            assertThat(repository.isShallow()).isTrue();
            assertThatThrownBy(() -> repository.resolve(first)).hasMessageContaining("shallow");
        }
        // From a shallow remote the clone does not know that it is shallow.
        Files.delete(clone.resolve(".git/shallow"));
        try (var repository = GitRepository.discover(clone).orElseThrow()) {
            assertThat(GitRepositoryIT.codes(() -> repository.files(first, "", "a", path -> true)))
                    .containsExactly(GitCodes.INCOMPLETE);
        }
    }
}
