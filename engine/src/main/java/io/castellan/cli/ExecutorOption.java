package io.castellan.cli;

import io.castellan.access.Identity;
import io.castellan.model.Intent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who executes. */
final class ExecutorOption {
    @Option(
            names = "--as",
            paramLabel = "IDENTITY",
            description = {
                "Who executes, as castellan.yaml names it: jenkins:CONTROLLER:ID, system:timer.",
                "By default local:USER. Whoever runs this command vouches for it."
            })
    private @Nullable String as;

    Identity identity(Session session) {
        return new Identity(Optional.ofNullable(as).orElse("local:" + account(session)));
    }

    /** The same as it is recorded. */
    Intent.Executor recorded(Session session) {
        var text = identity(session).text();
        int last = text.lastIndexOf(':');
        return new Intent.Executor(text.substring(last + 1), text.substring(0, Math.max(0, last)));
    }

    /** The operating system's name for whoever runs this process. */
    static String account(Session session) {
        return session.environment().getOrDefault("USER", System.getProperty("user.name", "unknown"));
    }
}
