package io.castellan.report;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a validation may find, and the files that it is about. */
final class SampleProblems {
    private static final Map<String, String> FILES = Map.of(
            "prod/payments.yaml",
            """
            topics:
              payments.orders.v1:
                partitions: 24
                config:
                  retention.mss: 7d
                請求 und größer: {partitions: twelve, owner: payments}
            """,
            "prod/users.yaml",
            "users:\n  billing: {password: hunter2-in-clear}\n",
            "prod/long.yaml",
            "a: " + "x".repeat(300) + " wrong " + "y".repeat(300) + "\n");

    static final Sources SOURCES = file -> Optional.ofNullable(FILES.get(file));

    private SampleProblems() {}

    static List<Problem> several() {
        return List.of(
                Problem.error(
                                new Code("TOPIC", 12),
                                new Place("prod/payments.yaml", 5, 7),
                                "unknown topic setting 'retention.mss'")
                        .withHint("did you mean 'retention.ms'?"),
                Problem.error(
                        new Code("SCHEMA", 3),
                        new Place("prod/payments.yaml", 6, 33),
                        "partitions is 'twelve', a whole number is valid"),
                Problem.error(
                                new Code("SCHEMA", 9),
                                new Place("prod/users.yaml", 2, 13),
                                "a password must be a reference such as ${env:NAME}")
                        .withHint("change the password: everybody who reads the repository knows it"),
                Problem.warning(new Code("YAML", 7), new Place("prod/long.yaml", 1, 305), "a long line"),
                Problem.error(new Code("STATE", 2), Place.whole("prod/empty file %.yaml"), "the file is empty"),
                new Problem(new Code("STATE", 1), Severity.NOTE, Optional.empty(), "3 files were read", ""));
    }

    static List<Problem> hostile() {
        var problems = new ArrayList<Problem>();
        for (var text : SamplePlans.HOSTILE) {
            problems.add(Problem.error(new Code("TOPIC", 1), new Place(text, 1, 1), text)
                    .withHint(text));
            problems.add(Problem.warning(new Code("TOPIC", 2), text));
        }
        return problems;
    }
}
