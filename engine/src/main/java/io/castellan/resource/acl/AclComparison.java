package io.castellan.resource.acl;

import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Observed;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.model.Verb;
import io.castellan.resource.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares rules, which are there or not. Pure; remembers what it worked out of the last world that it saw. */
final class AclComparison {
    private volatile @Nullable Memory memory;

    private record Memory(Map<ResourceId, Observed<AclRule>> observed, Consequences consequences) {}

    List<Difference> compare(Triple<AclRule, AclRule> triple, World world) {
        return triple.observed()
                .fold(
                        rule -> live(triple, rule, world),
                        () -> missing(triple, world),
                        why -> List.of()); // shown by the planning, whatever the kind
    }

    private List<Difference> missing(Triple<AclRule, AclRule> triple, World world) {
        return triple.desired().stream()
                .map(declared -> creation(declared, world))
                .toList();
    }

    private Difference creation(Declared<AclRule> declared, World world) {
        var difference = Difference.of(declared.id(), Verb.CREATE).provenance(declared.at());
        var mirrored = AclFacets.mirrored(declared.spec(), Verb.CREATE, world);
        if (mirrored.isPresent()) {
            return difference.disposition(mirrored.get()).build();
        }
        var consequences = consequences(world);
        return judged(difference, declared.spec(), consequences.whyNotCreated(declared.spec()), consequences);
    }

    private List<Difference> live(Triple<AclRule, AclRule> triple, AclRule rule, World world) {
        if (triple.desired().isPresent()) {
            return List.of();
        }
        if (triple.baseline().isEmpty()) {
            return List.of(Difference.of(triple.id(), Verb.NONE)
                    .disposition(AclFacets.mirrored(rule, Verb.NONE, world).orElse(Disposition.UNMANAGED))
                    .build());
        }
        var difference = Difference.of(triple.id(), Verb.DELETE)
                .provenance(new Provenance(Optional.empty(), Cause.WITHDRAWN, List.of()));
        var mirrored = AclFacets.mirrored(rule, Verb.DELETE, world);
        if (mirrored.isPresent()) {
            return List.of(difference.disposition(mirrored.get()).build());
        }
        var consequences = consequences(world);
        return List.of(judged(difference, rule, consequences.whyNotDeleted(rule), consequences));
    }

    private static Difference judged(
            Difference.Builder difference, AclRule rule, Optional<Disposition> refused, Consequences consequences) {
        refused.ifPresent(difference::disposition);
        return difference.risks(consequences.risks(rule)).build();
    }

    @SuppressWarnings("ReferenceEquality") // the same map is the same world; another one is worked out anew
    private Consequences consequences(World world) {
        var observed = world.observed(AclRoom.KEY);
        var known = memory;
        if (known != null && known.observed() == observed) {
            return known.consequences();
        }
        var consequences = Consequences.in(world);
        memory = new Memory(observed, consequences);
        return consequences;
    }
}
