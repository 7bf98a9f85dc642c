package io.castellan.resource.keyed;

import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.FieldChange;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Collects why keys of one resource are not changed, since a resource has one difference of each disposition. */
final class Refusals {
    private final Map<String, List<Disposition>> reasons = new LinkedHashMap<>();
    private final Map<String, List<FieldChange>> fields = new LinkedHashMap<>();

    /** @param why anything but planned */
    void add(Disposition why, Optional<FieldChange> change) {
        reasons.computeIfAbsent(why.word(), word -> new ArrayList<>()).add(why);
        var of = fields.computeIfAbsent(why.word(), word -> new ArrayList<>());
        change.ifPresent(of::add);
    }

    List<Difference> asDifferences(ResourceId id, Function<List<FieldChange>, Provenance> provenance) {
        return reasons.entrySet().stream()
                .map(entry -> {
                    var changes = fields.getOrDefault(entry.getKey(), List.of());
                    return Difference.of(id, Verb.UPDATE)
                            .fields(changes)
                            .disposition(joined(entry.getValue()))
                            .provenance(provenance.apply(changes))
                            .build();
                })
                .toList();
    }

    /** The first with the texts of all. */
    private static Disposition joined(List<Disposition> several) {
        return several.get(0)
                .fold(
                        planned -> planned,
                        first -> new Disposition.Refused(
                                first.code(),
                                texts(several, Disposition.Refused::message),
                                texts(several, Disposition.Refused::hint)),
                        first -> first,
                        unmanaged -> unmanaged);
    }

    private static String texts(List<Disposition> several, Function<Disposition.Refused, String> part) {
        return several.stream()
                .flatMap(one -> one.refusal().stream())
                .map(part)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
