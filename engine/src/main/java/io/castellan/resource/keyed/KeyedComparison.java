package io.castellan.resource.keyed;

import io.castellan.model.Cause;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.FieldChange;
import io.castellan.model.Provenance;
import io.castellan.model.Risk;
import io.castellan.model.Triple;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** R0 for settings by key: declared is made so, withdrawn is unset, what was never ours is shown. */
public final class KeyedComparison {
    private final Judge judge;

    public KeyedComparison(Judge judge) {
        this.judge = judge;
    }

    /** What only the kind knows of a setting. */
    public interface Judge {
        /** The risks of a change of one key; empty means inherited, or nothing at all. */
        Collection<Risk> risks(String key, Optional<String> before, Optional<String> after, World world);

        /** Figures to show beside a declared value. */
        default List<Fact> facts(String key, String value, World world) {
            return List.of();
        }

        /** Why a change of this key is refused, if it is. */
        default Optional<Disposition> refusal(
                String key, Optional<String> before, Optional<String> after, World world) {
            return Optional.empty();
        }

        /** Why a declared value that is live has no effect all the same. */
        default Optional<Disposition> idle(String key, String value, World world) {
            return Optional.empty();
        }

        /** Whether an own value that nobody declared is left out of every report, as what a platform sets is. */
        default boolean ignored(String key) {
            return false;
        }
    }

    /** The state must be present or missing; missing is a resource without settings of its own. */
    public List<Difference> compare(Triple<KeyedSpec, KeyedState> triple, World world) {
        var live = triple.observed().found().map(KeyedState::settings).orElse(Map.of());
        var desired = triple.desired().map(one -> one.spec().settings()).orElse(Map.of());
        var before = new TreeSet<String>();
        triple.baseline()
                .all()
                .forEach(one -> before.addAll(one.spec().settings().keySet()));
        var remove = world.protection().unmanagedFields() == UnmanagedPolicy.REMOVE
                && triple.desired().isPresent();
        var ours = new ArrayList<FieldChange>();
        var others = new ArrayList<FieldChange>();
        Stream.concat(desired.keySet().stream(), live.keySet().stream())
                .distinct()
                .filter(key -> desired.containsKey(key) || !judge.ignored(key))
                .sorted()
                .forEach(key -> {
                    var change = change(key, live, desired);
                    if (!change.before().equals(change.after())) {
                        (desired.containsKey(key) || before.contains(key) || remove ? ours : others).add(change);
                    }
                });
        var found = new ArrayList<Difference>();
        planned(triple, ours, live, world).ifPresent(found::add);
        found.addAll(refused(triple, ours, world));
        if (!others.isEmpty()) {
            found.add(unmanaged(triple, others, world));
        }
        return found;
    }

    private static FieldChange change(
            String key, Map<String, String> live, Map<String, KeyedSpec.Declaration> desired) {
        return new FieldChange(
                key,
                value(Optional.ofNullable(live.get(key))),
                value(Optional.ofNullable(desired.get(key)).map(KeyedSpec.Declaration::value)),
                Optional.ofNullable(desired.get(key)).flatMap(one -> one.at().declaredAt()));
    }

    private Optional<Difference> planned(
            Triple<KeyedSpec, KeyedState> triple, List<FieldChange> ours, Map<String, String> live, World world) {
        var changes = ours.stream().filter(one -> refusal(one, world).isEmpty()).toList();
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        var builder = Difference.of(triple.id(), verb(triple, changes, live))
                .fields(changes)
                .provenance(provenance(triple, changes));
        for (var change : changes) {
            builder.risks(judge.risks(
                    change.path(), change.before().asText(), change.after().asText(), world));
            change.after().asText().ifPresent(value -> builder.facts(judge.facts(change.path(), value, world)));
        }
        return Optional.of(builder.build());
    }

    /** One difference a disposition, with all reasons; the first gives the code. */
    private List<Difference> refused(Triple<KeyedSpec, KeyedState> triple, List<FieldChange> ours, World world) {
        var refusals = new Refusals();
        for (var change : ours) {
            refusal(change, world).ifPresent(why -> refusals.add(why, Optional.of(change)));
        }
        var changed = ours.stream().map(FieldChange::path).toList();
        triple.desired()
                .ifPresent(desired -> desired.spec().settings().forEach((key, setting) -> {
                    if (!changed.contains(key)) {
                        judge.idle(key, setting.value(), world).ifPresent(why -> refusals.add(why, Optional.empty()));
                    }
                }));
        return refusals.asDifferences(triple.id(), changes -> provenance(triple, changes));
    }

    private Optional<Disposition> refusal(FieldChange change, World world) {
        return judge.refusal(
                change.path(), change.before().asText(), change.after().asText(), world);
    }

    private static Difference unmanaged(Triple<KeyedSpec, KeyedState> triple, List<FieldChange> others, World world) {
        boolean declared = triple.desired().isPresent();
        boolean refuse = declared && world.protection().unmanagedFields() == UnmanagedPolicy.REFUSE;
        return Difference.of(triple.id(), Verb.NONE)
                .fields(declared ? others.stream().map(KeyedComparison::asSeen).toList() : List.of())
                .disposition(
                        refuse
                                ? Disposition.refused(
                                        KeyedCodes.UNMANAGED_REFUSED,
                                        "settings are live that nothing declares",
                                        "declare them, unset them by hand, or set unmanaged.fields to report")
                                : Disposition.UNMANAGED)
                .provenance(triple.desired().map(one -> one.at()).orElse(Provenance.observed()))
                .build();
    }

    /** Left as it is: live before and after. */
    private static FieldChange asSeen(FieldChange change) {
        return new FieldChange(change.path(), change.before(), change.before(), change.at());
    }

    private static Verb verb(
            Triple<KeyedSpec, KeyedState> triple, List<FieldChange> changes, Map<String, String> live) {
        if (live.isEmpty()) {
            return Verb.CREATE;
        }
        boolean nothingLeft = triple.desired().isEmpty() && changes.size() == live.size();
        return nothingLeft ? Verb.DELETE : Verb.UPDATE;
    }

    /** The cause that all changed keys have in common; the declaration's where they have several. */
    private static Provenance provenance(Triple<KeyedSpec, KeyedState> triple, List<FieldChange> changes) {
        return triple.desired()
                .map(desired -> {
                    var settings = desired.spec().settings();
                    var causes = changes.stream()
                            .flatMap(change -> Optional.ofNullable(settings.get(change.path())).stream())
                            .map(setting -> setting.at().cause())
                            .distinct()
                            .toList();
                    return causes.size() == 1
                            ? new Provenance(
                                    desired.at().declaredAt(),
                                    causes.get(0),
                                    desired.at().alsoAt())
                            : desired.at();
                })
                .orElse(new Provenance(Optional.empty(), Cause.WITHDRAWN, List.of()));
    }

    private static Value value(Optional<String> text) {
        return text.map(Value::text).orElse(Value.unset());
    }
}
