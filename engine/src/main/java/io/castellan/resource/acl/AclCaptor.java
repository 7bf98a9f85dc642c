package io.castellan.resource.acl;

import io.castellan.model.Node;
import io.castellan.model.Observed;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.World;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Live rules as they would be declared: as grants where all that follows from a grant is live, the rest as rules. Rules that
 * cannot have an effect cannot be declared and are left out.
 */
record AclCaptor(String section, Function<CapturedRules, Map<String, Value>> part) implements Captor {

    static AclCaptor grants() {
        return new AclCaptor(GrantSection.KEY, CapturedRules::grants);
    }

    static AclCaptor rules() {
        return new AclCaptor(AclSection.KEY, CapturedRules::rules);
    }

    @Override
    public boolean isName(String field) {
        return true;
    }

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        return capture(world.observed(AclRoom.KEY).values().stream()
                .map(Observed::found)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet()));
    }

    Optional<Value> capture(Collection<AclRule> live) {
        return Optional.of(part.apply(CapturedRules.of(live)))
                .filter(principals -> !principals.isEmpty())
                .map(Value::entries);
    }
}
