package io.castellan.cli;

import io.castellan.access.Actor;
import io.castellan.access.EnvironmentAccess;
import io.castellan.access.Identity;
import io.castellan.access.Policy;
import io.castellan.access.Right;
import io.castellan.access.Separation;
import io.castellan.access.Skip;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.report.AccessAnswer;
import io.castellan.report.AccessJson;
import io.castellan.report.AccessText;
import io.castellan.report.Style;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says who an identity is, and what that person may do. */
@Command(
        name = "check",
        description = {
            "Say who an identity is, what that person may do in an environment and why, what a change needs there, and whether a "
                    + "freeze is on. Ends with 0 if every right that is asked for is given, and with 3 if not; a freeze does not count."
        },
        footer = {
            "",
            "Examples:",
            "  castellan access check prod --as github:admin              everything about it",
            "  castellan access check prod --as jenkins:ci:deployer --execute && deploy",
            "  castellan access check prod --as email:admin@example.org --write --commit origin/main",
            "",
            "An identity is email:ADDRESS, key/NAME, jenkins:CONTROLLER:ID, github:ID, gitlab:ID, gitea:ID, bitbucket:ID, local:USER,",
            "system:scm or system:timer. It is compared exactly."
        })
final class AccessCheckCommand implements Subcommand {
    private final Session session;

    @Parameters(
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment.")
    private String environment = "";

    @Option(
            names = "--as",
            required = true,
            paramLabel = "IDENTITY",
            description = "Whose rights, for example github:admin.")
    private String identity = "";

    @Option(names = "--execute", description = "Ask for the right to apply.")
    private boolean execute;

    @Option(names = "--approve", description = "Ask for the right to approve changes.")
    private boolean approve;

    @Option(names = "--write", description = "Ask for the right to author changes.")
    private boolean write;

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(
            names = "--commit",
            paramLabel = "REV",
            description =
                    "Ask the policy of this commit, branch or tag. By default the policy in force under a trust, otherwise the file"
                            + " on disk.")
    private @Nullable String commit;

    /** How the answer is printed. */
    enum Format {
        text,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; text by default.")
    private Format format = Format.text;

    AccessCheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        try (var workspace = open()) {
            var at = Optional.ofNullable(commit).map(revision -> workspace.proposed(Optional.of(revision)));
            var newest = at.or(workspace::protectedTip);
            workspace.choose(List.of(environment), newest);
            var loading = new Loading(workspace, Rooms.registry(), session.clock());
            var here = newest.or(() -> workspace.repository().flatMap(git -> git.head()));
            NotInForce.of(workspace, loading, session.clock(), environment, here)
                    .ifPresent(session.err()::println);
            var problems = new Problems();
            var policy = at.isEmpty() && newest.isPresent()
                    ? inForce(workspace, loading, newest.get())
                    : loading.policy(at, problems);
            problems.throwIfErrors(ExitCode.INPUT);
            return tell(policy.orElseThrow(() -> new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    CliCodes.NO_POLICY,
                                    "there is no " + Policy.FILE + " beside '" + workspace.folder()
                                            + "', so there are no rights to check")
                            .withHint("docs/reference/policy.md has an example"))));
        }
    }

    private Workspace open() {
        var workspace = trust.open(session, where);
        return commit == null ? workspace : workspace.proposing();
    }

    /** Under a trust it is not what somebody wrote that decides, but what was approved. */
    private Optional<Policy> inForce(Workspace workspace, Loading loading, String tip) {
        return Governance.of(workspace, loading, session.clock(), Hosting.of(session), environment, tip, List.of())
                .map(governance -> governance.version().policy());
    }

    private ExitCode tell(Policy policy) {
        var who = policy.people().resolve(new Identity(identity));
        var answer = answer(policy, who, session.clock().instant());
        switch (format) {
            case text -> new AccessText(Style.of(session.screen().colouredOut())).write(answer, session.out());
            case json ->
                session.out().print(new String(new AccessJson(Engine.tool()).write(answer), StandardCharsets.UTF_8));
        }
        session.out().flush();
        return asked().stream()
                        .allMatch(right ->
                                policy.rights().may(who, right, environment).isGiven())
                ? ExitCode.OK
                : ExitCode.REFUSED;
    }

    private EnumSet<Right> asked() {
        var asked = EnumSet.noneOf(Right.class);
        if (execute) {
            asked.add(Right.EXECUTE);
        }
        if (approve) {
            asked.add(Right.APPROVE);
        }
        if (write) {
            asked.add(Right.WRITE);
        }
        return asked;
    }

    private AccessAnswer answer(Policy policy, Actor who, Instant now) {
        return new AccessAnswer(
                environment,
                now,
                who.identity().text(),
                who.identity().toString(),
                who(policy, who),
                Arrays.stream(Right.values())
                        .map(right -> policy.rights()
                                .may(who, right, environment)
                                .fold(
                                        given -> new AccessAnswer.Right(
                                                right.word(), Optional.of(given.via()), Optional.empty()),
                                        withheld -> new AccessAnswer.Right(
                                                right.word(), Optional.empty(), Optional.of(withheld.why()))))
                        .toList(),
                policy.access(environment).map(access -> rules(policy, access, who, now)));
    }

    private static AccessAnswer.Who who(Policy policy, Actor who) {
        return who.fold(
                known -> new AccessAnswer.Who(
                        AccessAnswer.Kind.PERSON,
                        Optional.of(known.person().name()),
                        policy.people().groupsOf(known.person())),
                machine -> new AccessAnswer.Who(AccessAnswer.Kind.SYSTEM, Optional.empty(), List.of()),
                stranger -> new AccessAnswer.Who(AccessAnswer.Kind.NOBODY, Optional.empty(), List.of()));
    }

    private AccessAnswer.Rules rules(Policy policy, EnvironmentAccess access, Actor who, Instant now) {
        return new AccessAnswer.Rules(
                access.approvals().byName(),
                access.holders(Right.APPROVE).display(),
                access.separate().kept().stream().sorted().map(Separation::word).toList(),
                access.freeze()
                        .at(now)
                        .map(window -> new AccessAnswer.Frozen(
                                window.from(), window.to(), window.zone().getId(), window.reason())),
                Arrays.stream(Skip.values())
                        .filter(skip ->
                                policy.rights().maySkip(who, skip, environment).isGiven())
                        .map(Skip::word)
                        .toList());
    }
}
