package io.castellan.resource.quota;

import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Tidy;
import io.castellan.resource.keyed.KeyedState;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;

/** Quotas as they are. */
final class QuotaCaptor implements Captor {
    @Override
    public String section() {
        return "quotas";
    }

    @Override
    public boolean isName(String field) {
        return QuotaSection.TYPES.containsKey(field);
    }

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        var quotas = new ArrayList<Value>();
        world.observed(QuotaRoom.KEY)
                .forEach((id, observed) -> observed.found()
                        .filter(state ->
                                !Tidy.of(Catalogue.quota(), state.settings()).isEmpty())
                        .filter(state -> !id.name().contains("${"))
                        .ifPresent(state -> quotas.add(quota(QuotaEntity.parse(id), state))));
        return quotas.isEmpty() ? Optional.empty() : Optional.of(new Value.Items(quotas));
    }

    private static Value quota(QuotaEntity entity, KeyedState state) {
        var parts = new TreeMap<String, Value>();
        QuotaSection.TYPES.forEach((key, type) -> Optional.ofNullable(
                        entity.parts().get(type))
                .ifPresent(name -> parts.put(key, Value.text(name.orElse(QuotaEntity.DEFAULT)))));
        parts.putAll(Tidy.of(Catalogue.quota(), state.settings()));
        return Value.entries(parts);
    }
}
