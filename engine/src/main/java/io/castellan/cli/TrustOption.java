package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.RemoteSettings;
import io.castellan.trust.TrustCodes;
import io.castellan.trust.TrustFile;
import io.castellan.trust.TrustedRepository;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to believe without asking the repository. */
final class TrustOption {
    static final String VARIABLE = "CASTELLAN_TRUST";

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = {
                "Take commits and records from the repository and branch that this file names, fetched now; what is recorded goes"
                        + " there. By default the file that " + VARIABLE + " names.",
                "See docs/reference/trust.md."
            })
    private @Nullable Path file;

    /** The workspace, under the trust if there is one. */
    Workspace open(Session session, EnvironmentsOption where) {
        return under(where.open(session), session);
    }

    /** Whether a trust file is named, wherever it is. */
    boolean isNamed(Session session) {
        return named(session).isPresent();
    }

    /** The same, to read records: where there is a trust, they need no clone. */
    Workspace openRecords(Session session, EnvironmentsOption where) {
        return named(session).isPresent() && where.isNowhere(session)
                ? under(Workspace.ofNothing(session.directory()), session)
                : open(session, where);
    }

    private Workspace under(Workspace workspace, Session session) {
        var named = named(session);
        if (named.isEmpty()) {
            return workspace;
        }
        try {
            var path = session.directory().resolve(named.get());
            requireOutside(workspace, path);
            var trust = TrustFile.read(path, named.get().toString());
            return workspace.under(TrustedRepository.open(trust, caches(session.environment()), settings(session)));
        } catch (RuntimeException | Error e) {
            workspace.close();
            throw e;
        }
    }

    /** Whoever may propose files could otherwise say what is to be believed of them. */
    private static void requireOutside(Workspace workspace, Path path) {
        if (workspace.repository().flatMap(git -> git.pathOf(path)).isPresent()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    TrustCodes.IN_THE_REPOSITORY,
                                    "the trust file " + path + " lies in the repository that it is to judge")
                            .withHint("move it to where nobody who changes the repository can write, for example"
                                    + " /etc/castellan/trust.yaml"));
        }
    }

    private Optional<Path> named(Session session) {
        return Optional.ofNullable(file)
                .or(() -> Optional.ofNullable(session.environment().get(VARIABLE))
                        .filter(text -> !text.isBlank())
                        .map(Path::of));
    }

    /** How to talk to other repositories. */
    static RemoteSettings settings(Session session) {
        return new RemoteSettings(RemoteSettings.PATIENCE, session.environment(), new Random(), session.err()::println);
    }

    /** Beside what else is cached for the user. */
    private static Path caches(Map<String, String> environment) {
        var cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        var base = cache.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(cache);
        return base.resolve("castellan").resolve("git");
    }
}
