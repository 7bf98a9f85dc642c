package io.castellan.access;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Intent;
import io.castellan.model.Warrant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may go on with an apply that was begun, or give it up. Pure. */
public record Resumption(Policy policy) {
    /**
     * Why somebody may not go on with an apply that was begun by the word that it recorded: without the right to execute, or as one of
     * those who wrote or approved it.
     */
    public List<Problem> refusals(Actor executor, Intent begun) {
        var environment = begun.target().environment();
        var warrant = begun.warrant();
        var refusals = new ArrayList<Problem>();
        policy.rights()
                .refusal(executor, Right.EXECUTE, environment)
                .filter(why -> !mayBreakTheSame(executor, warrant, environment))
                .ifPresent(refusals::add);
        policy.access(environment)
                .map(EnvironmentAccess::separate)
                .filter(rules -> !warrant.skipped(Skip.APPROVAL.word()))
                .ifPresent(rules -> {
                    if (rules.kept().contains(Separation.AUTHOR_EXECUTOR)
                            && warrant.authors().contains(executor.name())) {
                        refusals.add(partOf(executor, begun, "wrote"));
                    }
                    if (rules.kept().contains(Separation.APPROVER_EXECUTOR)
                            && warrant.approvers().contains(executor.name())) {
                        refusals.add(partOf(executor, begun, "approved"));
                    }
                });
        return refusals;
    }

    /** Why somebody may not give it up: whoever may execute may, and who may break the glass for anything. */
    Optional<Problem> mayGiveUp(Actor executor, Intent begun) {
        var environment = begun.target().environment();
        return policy.rights()
                .refusal(executor, Right.EXECUTE, environment)
                .filter(why -> Arrays.stream(Skip.values())
                        .noneMatch(skip -> policy.rights()
                                .maySkip(executor, skip, environment)
                                .isGiven()));
    }

    /** What was left out in an emergency, as far as whoever goes on may leave it out too. */
    public Set<Skip> skipped(Actor executor, Intent begun) {
        return Arrays.stream(Skip.values())
                .filter(skip -> begun.warrant().skipped(skip.word())
                        && policy.rights()
                                .maySkip(executor, skip, begun.target().environment())
                                .isGiven())
                .collect(Collectors.toSet());
    }

    private boolean mayBreakTheSame(Actor executor, Warrant warrant, String environment) {
        return warrant.breakGlass()
                .filter(glass -> glass.skipped().stream()
                        .allMatch(word -> Arrays.stream(Skip.values())
                                .filter(skip -> skip.word().equals(word))
                                .anyMatch(skip -> policy.rights()
                                        .maySkip(executor, skip, environment)
                                        .isGiven())))
                .isPresent();
    }

    private static Problem partOf(Actor executor, Intent begun, String part) {
        return Problem.error(
                        AuthorityCodes.AUTHOR_EXECUTES,
                        "'" + executor.name() + "' " + part + " what apply #" + begun.sequence()
                                + " began, so somebody else goes on with it")
                .withHint("have somebody else execute it");
    }
}
