package io.castellan.host;

import io.castellan.diagnostics.Failure;
import io.castellan.resource.Pause;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens hosts. */
public final class Hosts {
    private Hosts() {}

    /**
     * Asks nobody yet.
     *
     * @param variables the value of an environment variable, null where there is none: asked for the token only
     * @throws Failure UNREACHABLE where the token is not set
     */
    public static Host open(
            HostSettings settings, Function<String, @Nullable String> variables, Clock clock, Pause pause) {
        return open(settings, variables, clock, pause, Calls.Limits.DEFAULT);
    }

    static Host open(
            HostSettings settings,
            Function<String, @Nullable String> variables,
            Clock clock,
            Pause pause,
            Calls.Limits limits) {
        var calls = new Calls(settings, Token.of(settings, variables), limits, clock, pause);
        return switch (settings.kind()) {
            case GITHUB -> new GitHub(calls);
            case GITLAB -> new GitLab(calls);
            case GITEA -> new Gitea(calls);
            case BITBUCKET -> new Bitbucket(calls);
        };
    }
}
