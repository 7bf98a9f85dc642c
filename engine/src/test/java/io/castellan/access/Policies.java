package io.castellan.access;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Policies to test with. */
final class Policies {
    static final Set<String> ENVIRONMENTS = Set.of("dev", "preprod", "dr", "prod");
    static final PolicyReader READER = new PolicyReader(new SchemaValidator()::validate);

    /** One environment, {@code dev}, with one person for each part and one more who may approve. */
    static final String SMALL = """
            apiVersion: castellan/v1
            pipeline: [dev]
            people:
              adm: {emails: [adm@example.org], keys: [key/adm], accounts: [github:adm]}
              apr: {emails: [apr@example.org]}
              dep: {accounts: [jenkins:ci:dep]}
              rev: {keys: [key/rev]}
            groups: {writers: [adm], approvers: [apr, rev], runners: [dep]}
            access:
              dev:
                write: [writers]
                approve: [approvers]
                execute: [runners]
            """;

    private Policies() {}

    /** What reading said, and the policy if nothing was wrong. */
    record Read(String text, Optional<Policy> policy, List<Problem> problems) {
        private static final Pattern WORD = Pattern.compile("[\"'{\\[]*[^,:\\]}\\s]*(:[^,\\]}\\s]+)*");

        /** {@code POLICY-002 writters}: the code of each problem, and the word that stands where it is told, in order. */
        List<String> said() {
            return problems.stream()
                    .map(problem -> problem.code().toString().substring("CAS-".length()) + " "
                            + word(problem.place().orElseThrow()))
                    .toList();
        }

        private String word(Place place) {
            var line = text.lines().toList().get(place.line() - 1);
            var word = WORD.matcher(line.substring(place.column() - 1));
            return word.lookingAt() ? word.group() : "";
        }
    }

    static Read read(String text, Set<String> environments) {
        var problems = new Problems();
        var policy = READER.read(Policy.FILE, text.getBytes(StandardCharsets.UTF_8), environments, problems);
        return new Read(text, policy, problems.sorted());
    }

    static Policy policy(String text, Set<String> environments) {
        var read = read(text, environments);
        if (!read.problems().isEmpty()) {
            throw new AssertionError(read.problems());
        }
        return read.policy().orElseThrow();
    }

    /** {@link #SMALL} with more lines for its environment. */
    static String small(String more) {
        return SMALL + more.indent(4);
    }

    static Policy smallPolicy(String more) {
        return policy(small(more), Set.of("dev"));
    }

    static Policy smallPolicy() {
        return smallPolicy("");
    }

    /** The example of the documentation. */
    static String example() {
        try {
            var page = Files.readString(Path.of("..", "docs", "reference", "policy.md"));
            var fence = Pattern.compile("(?ms)^```yaml\\R(.*?)^```").matcher(page);
            if (!fence.find()) {
                throw new AssertionError("no example");
            }
            return fence.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
