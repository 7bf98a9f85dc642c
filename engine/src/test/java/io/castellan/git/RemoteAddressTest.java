package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://git.example.org/kafka/state.git, https://git.example.org/kafka/state.git",
        "https://robot@git.example.org:8443/state, https://git.example.org:8443/state",
        "ssh://git@git.example.org:2222/kafka/state.git, ssh://git.example.org:2222/kafka/state.git",
        "ssh://git.example.org/~me/state, ssh://git.example.org/~me/state",
        "git@git.example.org:kafka/state.git, git.example.org:kafka/state.git",
        "git.example.org:state, git.example.org:state",
        "http://127.0.0.1:3000/state, http://127.0.0.1:3000/state",
        "http://localhost/state, http://localhost/state",
        "/srv/git/kafka state.git, /srv/git/kafka state.git",
        "file:///srv/git/state.git, file:///srv/git/state.git"
    })
    void whatGitUsersWriteIsTakenAndShownWithoutTheUser(String text, String shown) {
        assertThat(RemoteAddress.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ext::sh -c id",
                "fd::17",
                "--upload-pack=touch /tmp/x",
                "-oProxyCommand=id",
                "ssh://-oProxyCommand=id/state",
                "ssh://-oProxyCommand=id@host/state",
                "-oProxyCommand=id:state",
                "git@-oProxyCommand=id:state",
                "-x@host:state",
                "host:-state",
                "https://-host/state",
                "https://host",
                "https:///state",
                "http://git.example.org/state",
                "git://git.example.org/state",
                "ftp://git.example.org/state",
                "sftp://git.example.org/state",
                "amazon-s3://bucket/state",
                "git+ssh://host/state",
                "file://host/share/state",
                "relative/state.git",
                "../state.git",
                "state",
                "https://host/state\nhttps://other/state",
                "https://host/\u001b[31mstate"
            })
    void whatWouldStartAProgramOrBeAnOptionOrNotBeGenuineIsRefused(String text) {
        var failure = catchThrowableOfType(Failure.class, () -> RemoteAddress.parse(text));

        assertThat(failure).isNotNull().hasMessageContaining("CAS-GIT-017");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(failure.getMessage()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://me:hunter2@host/state", "ssh://me:hunter2@host/state", "ftp://me:hunter2@host/state"})
    void aPasswordIsRefusedAndNotRepeated(String text) {
        assertThat(catchThrowableOfType(Failure.class, () -> RemoteAddress.parse(text)))
                .hasMessageContaining("CAS-GIT-017")
                .hasMessageNotContaining("hunter2");
    }
}
