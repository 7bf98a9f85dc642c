package io.castellan.resource.user;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaReads;
import io.castellan.kafka.Principals;
import io.castellan.model.Difference;
import io.castellan.model.Observed;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.ClusterView;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;

/** The kind {@code user}: a user with SCRAM credentials. */
final class UserKind implements ResourceKind<UserSpec, UserState> {
    /** Names of principals whose credentials are never taken, in {@link World#about}. */
    static final String OWN = "own";

    static final String SUPER_USERS = "superUsers";

    private final UserComparison comparison = new UserComparison();

    @Override
    public KindKey<UserSpec, UserState> key() {
        return UserRoom.KEY;
    }

    @Override
    public boolean deletionsCapped() {
        return true;
    }

    @Override
    public Reading<UserState> read(Scope<UserSpec> scope, Cluster cluster) {
        return begin(cluster).finish(scope);
    }

    @Override
    public Begun<UserSpec, UserState> begin(Cluster cluster) {
        var access = cluster.access(KafkaAccess.class);
        var live = live(access.reads());
        return scope -> seen(scope, live, access);
    }

    private static Reading<UserState> seen(
            Scope<UserSpec> scope, Observed<Map<ResourceId, UserState>> live, KafkaAccess access) {
        var observed = new TreeMap<ResourceId, Observed<UserState>>();
        scope.named().forEach(id -> observed.put(id, Observed.missing()));
        var about = scope.named().isEmpty() ? Map.<String, Value>of() : about(Principals.read(access));
        return live.fold(
                users -> {
                    users.forEach((id, state) -> observed.put(id, Observed.present(state)));
                    return new Reading<>(observed, ClusterView.Inventory.proved(), notes(scope), about);
                },
                () -> new Reading<>(observed, ClusterView.Inventory.proved(), notes(scope), about),
                why -> {
                    observed.replaceAll((id, before) -> Observed.unreadable(why));
                    return new Reading<>(observed, ClusterView.Inventory.unproved(why), List.of(), about);
                });
    }

    private static Map<String, Value> about(Principals principals) {
        return Map.of(
                OWN, principals.own().map(Value::text).orElse(Value.unset()),
                SUPER_USERS,
                        Value.texts(principals.superUsers().stream().sorted().toList()));
    }

    /** Honest where "no change" would be a guess. */
    private static List<Problem> notes(Scope<UserSpec> scope) {
        var passwords = scope.desired().values().stream()
                .filter(user -> user.spec().password().isPresent())
                .count();
        return passwords == 0
                ? List.of()
                : List.of(new Problem(
                        UserCodes.NOT_VERIFIABLE,
                        Severity.NOTE,
                        Optional.empty(),
                        "Kafka does not give passwords back: "
                                + (passwords == 1 ? "that of 1 user is" : "those of " + passwords + " users are")
                                + " compared by reference and rotation only",
                        "count 'rotation' up to have one sent again"));
    }

    /** Every user that has credentials. */
    static Observed<Map<ResourceId, UserState>> live(KafkaReads reads) {
        return reads.scramUsers()
                .fold(users -> Observed.present(states(users)), Observed::missing, Observed::unreadable);
    }

    private static Map<ResourceId, UserState> states(Map<String, UserScramCredentialsDescription> users) {
        var states = new TreeMap<ResourceId, UserState>();
        users.forEach((name, description) -> {
            var mechanisms = new TreeMap<String, Integer>();
            description
                    .credentialInfos()
                    .forEach(info -> mechanisms.put(info.mechanism().mechanismName(), info.iterations()));
            states.put(UserRoom.KEY.id(name), new UserState(mechanisms));
        });
        return states;
    }

    @Override
    public List<Difference> compare(Triple<UserSpec, UserState> triple, World world) {
        return comparison.compare(triple, world);
    }
}
