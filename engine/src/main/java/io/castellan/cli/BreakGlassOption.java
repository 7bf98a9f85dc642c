package io.castellan.cli;

import io.castellan.access.Emergency;
import io.castellan.access.Skip;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is left out in an emergency. */
final class BreakGlassOption {
    @Option(
            names = "--break-glass",
            paramLabel = "WHAT",
            split = ",",
            completionCandidates = Words.class,
            description = {
                "In an emergency, leave out approval, promotion or window, or several, where the policy lets you.",
                "Identity, the cluster's id, the lock, comparing and the rules for deletions are never left out."
            })
    private Set<String> skipped = new HashSet<>();

    /** For completion in a shell. */
    private static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Words() {
            super(Arrays.stream(Skip.values()).map(Skip::word).toList());
        }
    }

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the glass is broken; recorded.")
    private @Nullable String reason;

    /** @throws Failure INPUT for a word that is none, and where one of both options is missing */
    Optional<Emergency> read() {
        var words = Arrays.stream(Skip.values()).map(Skip::word).sorted().collect(Collectors.joining(", "));
        var unknown = skipped.stream()
                .filter(word -> Arrays.stream(Skip.values())
                        .noneMatch(skip -> skip.word().equals(word)))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw wrong("--break-glass cannot leave out " + String.join(", ", unknown), "it can leave out " + words);
        }
        if (skipped.isEmpty() != (reason == null || reason.isBlank())) {
            throw wrong(
                    skipped.isEmpty() ? "--reason is for --break-glass" : "--break-glass needs a --reason",
                    "write for example: --break-glass window --reason 'incident 4711'");
        }
        return skipped.isEmpty()
                ? Optional.empty()
                : Optional.of(new Emergency(
                        Arrays.stream(Skip.values())
                                .filter(skip -> skipped.contains(skip.word()))
                                .collect(Collectors.toSet()),
                        String.valueOf(reason)));
    }

    private static Failure wrong(String message, String hint) {
        return new Failure(
                ExitCode.INPUT, Problem.error(CliCodes.BREAK_GLASS, message).withHint(hint));
    }
}
