package io.castellan.cli;

import io.castellan.access.NeededKeys;
import io.castellan.access.Policy;
import io.castellan.access.PolicyCheck;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.diagnostics.Severity;
import io.castellan.report.ProblemsJson;
import io.castellan.report.ProblemsSarif;
import io.castellan.report.ProblemsText;
import io.castellan.report.Style;
import io.castellan.signature.AllowedSigners;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks state files without any cluster. */
@Command(
        name = "validate",
        description = "Check the state files of environments, and the policy. Offline; finds all problems at once.",
        footer = {
            "",
            "Examples:",
            "  castellan validate                     all environments",
            "  castellan validate prod                one of them",
            "  castellan validate --commit origin/main --format sarif > problems.sarif"
        })
final class ValidateCommand implements Subcommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environments to check; all by default.")
    private List<String> environments = List.of();

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private CommitOption commit = new CommitOption();

    ValidateCommand(Session session) {
        this.session = session;
    }

    /** How problems are printed. */
    enum Format {
        text,
        json,
        sarif
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json or sarif; text by default.")
    private Format format = Format.text;

    @Override
    public ExitCode run() {
        Loading.prepare();
        try (var workspace = where.open(session)) {
            var at = commit.resolve(workspace);
            var chosen = workspace.choose(environments, at);
            var loading = new Loading(workspace, Rooms.registry(), session.clock());
            var problems = new Problems();
            var texts = new HashMap<String, byte[]>();
            var counts = new ArrayList<String>();
            var policyText = workspace.policy(at);
            policyText.ifPresent(text -> texts.put(Policy.FILE, text));
            var policy = loading.policy(at, problems);
            policy.ifPresent(rules -> {
                var signers = workspace.file(NeededKeys.FILE, at);
                signers.ifPresent(text -> texts.put(NeededKeys.FILE, text));
                keys(rules, signers.orElse(new byte[0]), chosen, problems);
            });
            for (var environment : chosen) {
                var files = workspace.files(environment, at);
                texts.putAll(files.files());
                loading.check(environment, files, policyText.isPresent(), problems)
                        .ifPresent(state -> {
                            policy.ifPresent(allowed -> problems.addAll(PolicyCheck.check(allowed, state)));
                            counts.add(environment + ": "
                                    + plural(state.declarations().all().size(), "resource") + " in "
                                    + plural(files.files().size(), "file"));
                        });
            }
            return tell(problems, texts, counts, workspace);
        }
    }

    /** Who has a key that counts changes by itself with time, so it does not make a commit wrong. */
    private void keys(Policy policy, byte[] text, List<String> chosen, Problems problems) {
        var signers = AllowedSigners.read(NeededKeys.FILE, text, problems);
        new NeededKeys(policy, signers, session.clock().instant())
                .check(chosen)
                .forEach(problem -> problems.add(new Problem(
                        problem.code(), Severity.WARNING, problem.place(), problem.message(), problem.hint())));
    }

    private static String plural(int number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    private ExitCode tell(Problems problems, Map<String, byte[]> texts, List<String> counts, Workspace workspace) {
        var found = problems.sorted();
        switch (format) {
            case json -> print(new ProblemsJson(Engine.tool()).write(found));
            case sarif ->
                print(new ProblemsSarif(Version.read().castellan(), workspace.inRepository(""), Optional.empty())
                        .write(found));
            case text -> text(found, texts, problems.hasErrors() ? List.of() : counts);
        }
        return problems.hasErrors() ? ExitCode.INPUT : ExitCode.OK;
    }

    private void print(byte[] document) {
        session.out().print(new String(document, StandardCharsets.UTF_8));
        session.out().flush();
    }

    private void text(List<Problem> found, Map<String, byte[]> texts, List<String> counts) {
        new ProblemsText(
                        Style.of(session.screen().colouredOut()),
                        file -> Optional.ofNullable(texts.get(file))
                                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .write(found, session.out());
        counts.forEach(session.out()::println);
    }
}
