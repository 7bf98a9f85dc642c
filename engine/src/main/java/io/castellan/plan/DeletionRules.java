package io.castellan.plan;

import io.castellan.diagnostics.Code;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Protection;
import io.castellan.model.Verb;
import io.castellan.resource.ClusterView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Deletion cannot surprise (R4): what one plan may delete of one kind. All of a kind's deletions are refused together, never some
 * of them. One deletion is always a small enough share; more than one need a proved inventory to count the share in.
 */
final class DeletionRules {
    private DeletionRules() {}

    /**
     * @param differences all of one kind
     * @param declared how many resources of the kind are declared
     * @param live how many of the kind are live, unmanaged ones included
     */
    static List<Difference> apply(
            String plural,
            List<Difference> differences,
            int declared,
            int live,
            Protection protection,
            ClusterView.Inventory inventory) {
        var deletions =
                (int) differences.stream().filter(DeletionRules::deletes).count();
        return refusal(plural, deletions, declared, live, protection, inventory)
                .map(refused -> differences.stream()
                        .map(one -> deletes(one) ? one.withDisposition(refused) : one)
                        .toList())
                .orElse(differences);
    }

    private static boolean deletes(Difference difference) {
        return difference.verb() == Verb.DELETE && difference.disposition().isPlanned();
    }

    private static Optional<Disposition> refusal(
            String plural,
            int deletions,
            int declared,
            int live,
            Protection protection,
            ClusterView.Inventory inventory) {
        if (deletions == 0) {
            return Optional.empty();
        }
        if (declared == 0) {
            return refused(
                    PlanCodes.EMPTY_DESIRED,
                    "no " + plural + " are declared any more, and " + deletions + " would be deleted",
                    "an empty set is never taken for a wish; remove them in smaller steps and keep at least one");
        }
        if (deletions > protection.maxDeletes()) {
            return refused(
                    PlanCodes.TOO_MANY_DELETIONS,
                    deletions + " " + plural + " would be deleted, at most " + protection.maxDeletes()
                            + " may be in one plan",
                    "plan fewer with --target, or raise protection.maxDeletes in environment.yaml");
        }
        if (deletions > 1 && !inventory.complete()) {
            return refused(
                    PlanCodes.SHARE_UNKNOWN,
                    deletions + " " + plural + " would be deleted, but their share is unknown: " + inventory.why(),
                    "plan with a principal that may describe all " + plural + ", or delete one at a time");
        }
        if (deletions > 1 && deletions > live * protection.maxDeleteShare()) {
            return refused(
                    PlanCodes.SHARE_OF_DELETIONS,
                    String.format(
                            Locale.ROOT,
                            "%d of %d %s would be deleted, at most %.0f%% may be in one plan",
                            deletions,
                            live,
                            plural,
                            protection.maxDeleteShare() * 100),
                    "plan fewer with --target, or raise protection.maxDeleteShare in environment.yaml");
        }
        return Optional.empty();
    }

    private static Optional<Disposition> refused(Code code, String message, String hint) {
        return Optional.of(Disposition.refused(code, message, hint));
    }
}
