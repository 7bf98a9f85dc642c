package io.castellan.audit;

import io.castellan.access.ControlSet;
import io.castellan.access.PolicyVersion;
import io.castellan.git.Commit;
import io.castellan.ledger.AppliedState;
import io.castellan.model.ResourceId;
import io.castellan.signature.GitSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the repository says besides the ledger of one environment. Commits are full ids. */
public interface Evidence {
    boolean exists(String commit);

    /** The environment's folder in a commit. */
    Optional<String> tree(String commit);

    /** Whether the protected branch ever stood at a commit; true for all where no trust says which branch that is. */
    boolean held(String commit);

    /** Whether the protected branch stood at a commit before it stood at another one, which it did. */
    boolean stoodBefore(String commit, String later);

    /** The signature of a commit, also of one of the ledger. */
    Optional<GitSignature> signature(String commit);

    /** The policy from which on the branch is believed; empty without a trust, or where there was none yet. */
    Optional<String> firstPolicy();

    boolean hasPolicy(String commit);

    /** @throws io.castellan.diagnostics.Failure if it is wrong by today's rules */
    PolicyVersion policy(String commit);

    /** How the control set of one commit becomes that of another; empty where it is the same. */
    Optional<ControlSet.Change> control(String from, String to);

    /** The commits that touched some files of the control set. */
    List<Commit> touchingControls(Set<String> files, String since, String until);

    /** The commits that touched each resource's declaration. */
    Map<ResourceId, List<Commit>> touching(Map<ResourceId, Optional<String>> since, String until);

    /** Whether an override of a resource for a time was in force where a state was applied, or that cannot be told. */
    boolean overridden(AppliedState state, ResourceId id);
}
