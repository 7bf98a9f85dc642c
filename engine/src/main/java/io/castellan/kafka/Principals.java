package io.castellan.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;

/**
 * Who must not lose what it has, and what holds where no rule speaks.
 *
 * @param own our principal, where the configuration tells it
 * @param superUsers whom the brokers never ask for a rule; among them, as a rule, the brokers themselves
 * @param everyoneWithoutRules whether what no rule speaks of is open to everybody ({@code allow.everyone.if.no.acl.found}); empty
 *     where it could not be read
 */
public record Principals(Optional<String> own, Set<String> superUsers, Optional<Boolean> everyoneWithoutRules) {
    private static final String SUPER_USERS = "super.users";
    private static final String EVERYONE = "allow.everyone.if.no.acl.found";

    public Principals {
        Objects.requireNonNull(own, "own");
        superUsers = Set.copyOf(superUsers);
        Objects.requireNonNull(everyoneWithoutRules, "everyoneWithoutRules");
    }

    /** Asks one live broker for its settings. */
    public static Principals read(KafkaAccess access) {
        var own = RightsReader.principal(access.properties());
        var brokers = access.connect().brokers();
        if (brokers.isEmpty()) {
            return new Principals(own, Set.of(), Optional.empty());
        }
        var id = brokers.get(0).id();
        var settings = access.reads().brokerConfigs(List.of(id), Principals::settings).values().stream()
                .flatMap(config -> config.found().stream())
                .findFirst();
        return new Principals(
                own,
                settings.map(config -> split(config.getOrDefault(SUPER_USERS, ""))).orElse(Set.of()),
                settings.map(config -> Boolean.parseBoolean(config.getOrDefault(EVERYONE, "false"))));
    }

    private static Map<String, String> settings(Config config) {
        var settings = new TreeMap<String, String>();
        for (var name : List.of(SUPER_USERS, EVERYONE)) {
            Optional.ofNullable(config.get(name)).map(ConfigEntry::value).ifPresent(value -> settings.put(name, value));
        }
        return settings;
    }

    /** Separated by semicolons, since a certificate's name has commas. */
    private static Set<String> split(String superUsers) {
        return Arrays.stream(superUsers.split(";"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the principal is one whose rights or credentials we never take. */
    public boolean untouchable(String principal) {
        return own.filter(principal::equals).isPresent() || superUsers.contains(principal);
    }
}
