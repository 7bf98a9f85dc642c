package io.castellan.resource.acl;

import io.castellan.model.Disposition;
import io.castellan.model.Verb;
import io.castellan.resource.Facet;
import io.castellan.resource.World;
import java.util.Optional;

/**
 * What MirrorMaker and cluster linking carry over of access rules. MirrorMaker takes rules about single topics, leaves out those that
 * allow to write, and makes one that allows everything to one that allows to read; it never takes a rule away.
 */
final class AclFacets {
    static final Facet ACLS = new Facet("acls");

    private AclFacets() {}

    /** What becomes of a difference that is not ours; empty where it is. */
    static Optional<Disposition> mirrored(AclRule rule, Verb verb, World world) {
        return isCarried(rule) ? ACLS.mirrored(rule.pattern().name(), verb, world) : Optional.empty();
    }

    private static boolean isCarried(AclRule rule) {
        boolean toWrite = rule.allows() && (rule.operation() == Operation.WRITE || rule.operation() == Operation.ALL);
        return rule.pattern().guarded() == Guarded.TOPIC && !rule.pattern().prefixed() && !toWrite;
    }
}
