package io.castellan.resource.user;

import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.FieldChange;
import io.castellan.model.Provenance;
import io.castellan.model.RiskClass;
import io.castellan.model.Triple;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** R0 and R10 for users. */
final class UserComparison {
    static final String MECHANISMS = "mechanisms.";
    static final String PASSWORD = "password";
    static final String ROTATION = "rotation";

    List<Difference> compare(Triple<UserSpec, UserState> triple, World world) {
        var live = triple.observed().found().map(UserState::mechanisms).orElse(Map.of());
        return triple.desired()
                .map(desired -> declared(triple, desired, live, world))
                .orElseGet(() -> undeclared(triple, live, world));
    }

    private static List<Difference> declared(
            Triple<UserSpec, UserState> triple, Declared<UserSpec> desired, Map<String, Integer> live, World world) {
        var spec = desired.spec();
        var ours = new ArrayList<FieldChange>();
        var others = new ArrayList<FieldChange>();
        var names = new TreeSet<>(spec.mechanisms().keySet());
        names.addAll(live.keySet());
        boolean send = false;
        boolean removes = false;
        var policy = world.protection().unmanagedFields();
        for (var name : names) {
            var before = Optional.ofNullable(live.get(name));
            if (spec.mechanisms().containsKey(name)) {
                var wanted = wanted(spec, name, before);
                if (!before.equals(Optional.of(wanted))) {
                    ours.add(field(name, before, Optional.of(wanted), desired.at()));
                    send = true;
                }
            } else if (wasOurs(triple, name) || policy == UnmanagedPolicy.REMOVE) {
                ours.add(field(name, before, Optional.empty(), desired.at()));
                removes = true;
            } else {
                others.add(field(name, before, before, desired.at()));
            }
        }
        var rotated = rotation(triple, spec, desired.at());
        ours.addAll(rotated);
        var found = new ArrayList<Difference>();
        if (!ours.isEmpty()) {
            found.add(change(triple, desired, ours, live, send, removes, !rotated.isEmpty(), world));
        }
        if (!others.isEmpty()) {
            found.add(Difference.of(triple.id(), Verb.NONE)
                    .fields(others)
                    .disposition(
                            policy == UnmanagedPolicy.REFUSE
                                    ? Disposition.refused(
                                            UserCodes.UNMANAGED_REFUSED,
                                            "the user has credentials that nothing declares",
                                            "declare the mechanism, delete it by hand, or set unmanaged.fields to report")
                                    : Disposition.UNMANAGED)
                    .provenance(desired.at())
                    .build());
        }
        return found;
    }

    /** Declared iterations, or those that are live, or Kafka's own. */
    private static int wanted(UserSpec spec, String mechanism, Optional<Integer> live) {
        return spec.mechanisms()
                .getOrDefault(mechanism, Optional.empty())
                .or(() -> live)
                .orElse(UserSpec.DEFAULT_ITERATIONS);
    }

    private static boolean wasOurs(Triple<UserSpec, UserState> triple, String mechanism) {
        return triple.baseline().all().anyMatch(one -> one.spec().mechanisms().containsKey(mechanism));
    }

    /**
     * Whether the password must be sent: it was declared otherwise before, or an apply that sent one did not end well, or nothing
     * says which one is live.
     */
    private static List<FieldChange> rotation(Triple<UserSpec, UserState> triple, UserSpec spec, Provenance at) {
        if (spec.password().isEmpty()) {
            return List.of();
        }
        var applied = triple.baseline().applied().map(Declared::spec);
        boolean sure = applied.filter(before ->
                                before.password().equals(spec.password()) && before.rotation() == spec.rotation())
                        .isPresent()
                && triple.baseline().attempted().stream()
                        .allMatch(tried -> tried.spec().password().equals(spec.password())
                                && tried.spec().rotation() == spec.rotation());
        if (sure && triple.observed().found().isPresent()) {
            return List.of();
        }
        var fields = new ArrayList<FieldChange>();
        fields.add(new FieldChange(
                PASSWORD,
                applied.flatMap(UserSpec::password)
                        .<Value>map(reference -> reference)
                        .orElse(Value.unset()),
                spec.password().<Value>map(reference -> reference).orElse(Value.unset()),
                at.declaredAt()));
        fields.add(new FieldChange(
                ROTATION,
                applied.map(before -> Value.whole(before.rotation())).orElse(Value.unset()),
                Value.whole(spec.rotation()),
                at.declaredAt()));
        return fields;
    }

    private static Difference change(
            Triple<UserSpec, UserState> triple,
            Declared<UserSpec> desired,
            List<FieldChange> fields,
            Map<String, Integer> live,
            boolean send,
            boolean removes,
            boolean rotated,
            World world) {
        var spec = desired.spec();
        var builder = Difference.of(triple.id(), live.isEmpty() ? Verb.CREATE : Verb.UPDATE)
                .fields(fields)
                .provenance(desired.at());
        if (send && spec.password().isEmpty()) {
            return builder.disposition(Disposition.refused(
                            UserCodes.NO_PASSWORD,
                            live.isEmpty()
                                    ? "the user does not exist, and without a password it cannot be created"
                                    : "credentials of the user differ, and without the password they cannot be made anew",
                            "declare 'password: ${env:NAME}'"))
                    .build();
        }
        if (send
                && spec.password().isPresent()
                && fields.stream().noneMatch(field -> field.path().equals(PASSWORD))) {
            builder.field(PASSWORD, Value.unset(), spec.password().get(), desired.at());
        }
        if (!live.isEmpty() && untouchable(triple.id().name(), world)) {
            return builder.disposition(protectedUser(triple.id().name())).build();
        }
        if (live.isEmpty()) {
            builder.risk(RiskClass.SAFE, "USER_CREATED", "a new user can log in");
        }
        if (!live.isEmpty() && (send || rotated)) {
            builder.risk(RiskClass.DISRUPTIVE, "PASSWORD_SENT", "clients with another password can log in no longer");
        }
        if (removes) {
            builder.risk(
                    RiskClass.DISRUPTIVE, "MECHANISM_REMOVED", "clients that use the mechanism can log in no longer");
        }
        return builder.build();
    }

    private static List<Difference> undeclared(
            Triple<UserSpec, UserState> triple, Map<String, Integer> live, World world) {
        if (live.isEmpty()) {
            return List.of();
        }
        var withdrawn =
                live.keySet().stream().filter(name -> wasOurs(triple, name)).toList();
        if (withdrawn.isEmpty()) {
            return List.of(Difference.of(triple.id(), Verb.NONE)
                    .disposition(Disposition.UNMANAGED)
                    .build());
        }
        var at = new Provenance(Optional.empty(), Cause.WITHDRAWN, List.of());
        var builder = Difference.of(triple.id(), withdrawn.size() == live.size() ? Verb.DELETE : Verb.UPDATE)
                .provenance(at)
                .risk(RiskClass.DISRUPTIVE, "USER_REMOVED", "its clients can log in no longer");
        withdrawn.forEach(
                name -> builder.field(field(name, Optional.ofNullable(live.get(name)), Optional.empty(), at)));
        if (untouchable(triple.id().name(), world)) {
            builder.disposition(protectedUser(triple.id().name()));
        }
        return List.of(builder.build());
    }

    private static Disposition protectedUser(String name) {
        return Disposition.refused(
                UserCodes.PROTECTED,
                "'" + name
                        + "' is the principal that applies this, or a super user; its credentials are never taken or changed",
                "change it by hand with another administrator's principal");
    }

    private static boolean untouchable(String user, World world) {
        var principal = Value.text("User:" + user);
        var about = world.about(UserRoom.KEY);
        return principal.equals(about.get(UserKind.OWN))
                || Optional.ofNullable(about.get(UserKind.SUPER_USERS))
                        .filter(users -> users instanceof Value.Items items
                                && items.items().contains(principal))
                        .isPresent();
    }

    private static FieldChange field(
            String mechanism, Optional<Integer> before, Optional<Integer> after, Provenance at) {
        return new FieldChange(
                MECHANISMS + mechanism,
                before.map(Value::whole).orElse(Value.unset()),
                after.map(Value::whole).orElse(Value.unset()),
                at.declaredAt());
    }
}
