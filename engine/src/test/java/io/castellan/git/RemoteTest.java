package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteTest {
    @ParameterizedTest
    @CsvSource({
        "https://host.example/org/state.git, https://host.example/org/state.git",
        "https://user:t0ken@host.example:8443/org/state.git, https://host.example:8443/org/state.git",
        "https://t0k@en@host.example/org/state, https://host.example/org/state",
        "https://host.example/org/state?private_token=t0ken#part, https://host.example/org/state",
        "ssh://git@host.example:22/org/state.git, ssh://host.example:22/org/state.git",
        "git@host.example:org/state.git, host.example:org/state.git",
        "user:t0ken@host.example:org/state.git, host.example:org/state.git",
        "/srv/git/state.git, /srv/git/state.git",
        "../a@b/state.git, ../a@b/state.git",
        "file:///srv/git/state.git, file:///srv/git/state.git",
    })
    void showsTheAddressWithoutCredentials(String configured, String shown) {
        assertThat(Remote.withoutCredentials(configured)).isEqualTo(shown);
    }

    @Test
    void takesTheRemoteOfTheBranchThenOriginThenTheFirst() throws ConfigInvalidException {
        var config = new Config();
        assertThat(Remote.of(config, Optional.of("main"))).isEmpty();

        config.fromText("[remote \"b\"]\nurl = /b\n[remote \"a\"]\nurl = /a\n");
        assertThat(Remote.of(config, Optional.empty())).contains("/a");

        config.fromText("[remote \"a\"]\nurl = /a\n[remote \"origin\"]\nurl = /o\n[remote \"up\"]\nurl = /u\n"
                + "[branch \"main\"]\nremote = up\n[branch \"local\"]\nremote = .\n");
        assertThat(Remote.of(config, Optional.of("main"))).contains("/u");
        assertThat(Remote.of(config, Optional.of("local"))).contains("/o");
        assertThat(Remote.of(config, Optional.empty())).contains("/o");
    }
}
