package io.castellan.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;

/**
 * Who must not lose what it has, and what holds where no rule speaks. Brokers know the settings of their authorizer by name only
 * and therefore hide the values: it can be seen that one is set, mostly not to what.
 *
 * @param own our principal, where the configuration tells it
 * @param superUsers whom the brokers never ask for a rule; among them, as a rule, the brokers themselves; empty where it is
 *     hidden
 * @param everyoneWithoutRules whether what no rule speaks of is open to everybody ({@code allow.everyone.if.no.acl.found}); empty
 *     where it is set and hidden, or could not be read
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
        return access.reads().brokerConfigs(List.of(id), config -> settings(own, config)).values().stream()
                .flatMap(found -> found.found().stream())
                .findFirst()
                .orElseGet(() -> new Principals(own, Set.of(), Optional.empty()));
    }

    /** A setting that is not there has its default; one that is there mostly has no value that we are shown. */
    static Principals settings(Optional<String> own, Config config) {
        var superUsers = Optional.ofNullable(config.get(SUPER_USERS)).map(ConfigEntry::value);
        var everyone = Optional.ofNullable(config.get(EVERYONE));
        return new Principals(
                own,
                superUsers.map(Principals::split).orElse(Set.of()),
                everyone.isEmpty()
                        ? Optional.of(false)
                        : everyone.map(ConfigEntry::value).map(Boolean::parseBoolean));
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
