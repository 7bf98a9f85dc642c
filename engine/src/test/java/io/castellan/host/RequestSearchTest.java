package io.castellan.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestSearchTest {
    private static final String COMMIT = "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d";
    private static final String APP = "Pull Request Commit Links";

    private final FakeHost fake = new FakeHost();
    private final List<Problem> notes = new ArrayList<>();

    @AfterEach
    void stop() {
        fake.close();
    }

    private List<Reviewed> search(HostKind kind, List<String> commits) {
        var host = Hosts.open(fake.settings(kind), name -> "token", Clock.systemUTC(), wait -> {});
        return new RequestSearch(host, notes::add).of(commits);
    }

    @ParameterizedTest
    @EnumSource(
            value = HostKind.class,
            names = {"GITHUB", "BITBUCKET"})
    void commitsInNoPullRequestAreTold(HostKind kind) {
        assertThat(search(kind, List.of(COMMIT))).isEmpty();

        assertThat(notes).singleElement().satisfies(note -> {
            assertThat(note.code()).isEqualTo(HostCodes.NOT_COUNTED);
            assertThat(note.message()).contains("no pull request of example/state");
            assertThat(note.hint().contains(APP)).isEqualTo(kind == HostKind.BITBUCKET);
        });
    }

    @Test
    void withoutCommitsNothingIsSaid() {
        assertThat(search(HostKind.GITHUB, List.of())).isEmpty();
        assertThat(notes).isEmpty();
        assertThat(fake.asked()).isEmpty();
    }
}
