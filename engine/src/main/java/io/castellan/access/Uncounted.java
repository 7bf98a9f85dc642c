package io.castellan.access;

import io.castellan.access.Judgement.Standing;
import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.SomeIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Approvals that speak of what is planned, or were given for what is planned now, and do not count for it: so that whoever gave or
 * awaits one is not left to wonder. Not thread-safe.
 */
final class Uncounted {
    private static final String ANEW = "look at what is planned now, and approve that";

    private final Map<Reason, List<Change>> reasons = new LinkedHashMap<>();

    /** @param why a clause */
    private record Reason(Code code, String why, String hint) {}

    /** One that covers the change, which its giver wrote or would execute. */
    void own(Vote vote, Change change, Conflict conflict) {
        add(
                AuthorityCodes.OWN_APPROVAL,
                vote,
                List.of(change),
                "does not count: " + conflict.why(),
                "have it approved by somebody who neither wrote nor executes it");
    }

    /** One that covered the change, whose resource an entry touched since. */
    void spent(Vote vote, Change change, long entry) {
        add(AuthorityCodes.SPENT, vote, List.of(change), "is spent: apply #" + entry + " touched it since", ANEW);
    }

    private void add(Code code, Vote vote, Collection<Change> changes, String what, String hint) {
        if (vote.approval().verdict() == Verdict.APPROVE) {
            reasons.computeIfAbsent(new Reason(code, said(vote) + " " + what, hint), key -> new ArrayList<>())
                    .addAll(changes);
        }
    }

    private static String said(Vote vote) {
        return "the approval of '" + vote.voter().name() + "' of "
                + vote.approval().at();
    }

    /**
     * Of approvals that were given after everything that was recorded, those that say nothing of the plan are mostly of what was
     * planned a moment ago.
     *
     * @param standings for a change that lacks no approval nothing has to be told
     */
    List<Problem> told(Judge.Case one, List<Standing> standings, List<Judge.Counted> counting) {
        var told = new ArrayList<Problem>();
        var missing = standings.stream()
                .filter(standing -> standing.missing().isPresent())
                .map(Standing::change)
                .toList();
        if (missing.isEmpty()) {
            return told;
        }
        for (var candidate : counting) {
            var vote = candidate.vote();
            if (!isOutgrown(vote, missing)
                    && one.ledger().isNewest(candidate.entries())
                    && one.plan().planned().stream().noneMatch(vote.approval()::covers)) {
                add(
                        AuthorityCodes.OF_SOMETHING_ELSE,
                        vote,
                        missing,
                        "is of none of these, as they are now: before, after or risk is another, or the resource",
                        ANEW);
            }
        }
        reasons.forEach((reason, changes) -> {
            var about = changes.stream().filter(missing::contains).toList();
            if (!about.isEmpty()) {
                told.add(Problem.warning(
                                reason.code(),
                                SomeIds.of(about.stream().map(Change::id).toList()) + ": " + reason.why())
                        .withHint(reason.hint()));
            }
        });
        return told;
    }

    /** Whether it would cover one of these, were no figure over what was agreed to. */
    private boolean isOutgrown(Vote vote, Collection<Change> missing) {
        boolean outgrown = false;
        for (var change : missing) {
            var agreed = vote.approval().covers(change)
                    ? Optional.<List<Ceiling>>empty()
                    : vote.approval().outgrownBy(change);
            if (agreed.isPresent()) {
                outgrown = true;
                add(
                        AuthorityCodes.OUTGROWN,
                        vote,
                        List.of(change),
                        "is outgrown: agreed to was "
                                + agreed.get().stream()
                                        .map(one -> one.name() + " up to " + one.atMost())
                                        .collect(Collectors.joining(", ")),
                        ANEW);
            }
        }
        return outgrown;
    }
}
