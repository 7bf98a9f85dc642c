package io.castellan.resource.topic;

import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.NamePattern;
import io.castellan.model.Protection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Kafka allows as the name of a topic, and which names are not ours. */
final class TopicName {
    private static final int LONGEST = 249;
    private static final Pattern STRANGE = Pattern.compile("[^a-zA-Z0-9._-]");

    /** Topics of Kafka's own whose settings may be declared. */
    private static final Set<String> TUNABLE = Set.of("__consumer_offsets", "__remote_log_metadata");

    private static final Map<String, String> UNTOUCHABLE = Map.of(
            "__transaction_state",
            "Kafka",
            "__share_group_state",
            "Kafka",
            "__cluster_metadata",
            "Kafka",
            LockSettings.NAME,
            "Castellan");

    private TopicName() {}

    /** Why Kafka would refuse the name; empty if it would not. */
    static Optional<String> fault(String name) {
        if (name.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("'.' and '..' are no names");
        }
        if (!hasForm(name)) {
            var strange =
                    STRANGE.matcher(name).results().map(found -> found.group()).distinct();
            return Optional.of("it contains " + strange.map(TopicName::quoted).collect(Collectors.joining(", "))
                    + "; valid are ASCII letters, digits, '.', '_' and '-'");
        }
        if (name.length() > LONGEST) {
            return Optional.of("it has " + name.length() + " characters, at most " + LONGEST + " are valid");
        }
        return Optional.empty();
    }

    private static boolean hasForm(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean valid = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
            if (!valid && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static String quoted(String character) {
        return character.isBlank() || Character.isISOControl(character.charAt(0))
                ? "white space"
                : "'" + character + "'";
    }

    /** Names with the same metric form exclude each other: Kafka writes dots as underscores there. */
    static String metricForm(String name) {
        return name.replace('.', '_');
    }

    /** Whether it is Kafka's own and its settings may be declared. */
    static boolean isTunable(String name) {
        return TUNABLE.contains(name);
    }

    /** Whose it is, if it is not even tunable. */
    static Optional<String> untouchable(String name) {
        return Optional.ofNullable(UNTOUCHABLE.get(name));
    }

    /** Who or what keeps the topic from being deleted, and out of the list of what is unmanaged. */
    static Optional<String> protector(String name, boolean internal, Protection protection) {
        if (internal || isTunable(name)) {
            return Optional.of("Kafka itself");
        }
        return untouchable(name)
                .map(owner -> owner + " itself")
                .or(() -> protection.internalTopics().stream()
                        .filter(pattern -> new NamePattern(pattern).matches(name))
                        .map(pattern -> "protection.internalTopics: " + pattern)
                        .findFirst());
    }
}
