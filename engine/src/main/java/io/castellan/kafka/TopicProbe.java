package io.castellan.kafka;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Names of topics to ask for, by which the right to see all topics is proved or disproved. Kafka answers "unknown topic" for a name
 * that the asker might see and "not authorized" for one that it might not, whether the topic exists or not.
 *
 * <p>Rights are given by name, by beginning, or to all. One random name for each character that a topic may begin with is seen
 * by all of them together only if the beginnings that the principal may see cover every topic, or all but a sliver of those that
 * begin with one character. What a DENY takes away again is
 * asked for by its own name or beginning; so it does not matter for whom a DENY is meant.
 */
final class TopicProbe {
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    private static final int RANDOM_LENGTH = 24;
    private static final int LONGEST_NAME = 249;

    private TopicProbe() {}

    /** @return name to what it stands for, one clause a person understands */
    static Map<String, String> names(Random random, Collection<AclBinding> denied) {
        var names = new LinkedHashMap<String, String>();
        CHARACTERS
                .chars()
                .forEach(first ->
                        names.put((char) first + tail(random), "topics whose name begins with '" + (char) first + "'"));
        denied.stream().filter(TopicProbe::hides).map(AclBinding::pattern).forEach(pattern -> {
            if (pattern.patternType() == PatternType.LITERAL && !pattern.name().equals("*")) {
                names.put(pattern.name(), "topic '" + pattern.name() + "', which a DENY hides");
            } else if (pattern.patternType() == PatternType.PREFIXED) {
                var name = pattern.name() + tail(random);
                names.put(
                        name.substring(0, Math.min(name.length(), LONGEST_NAME)),
                        "topics whose name begins with '" + pattern.name() + "', which a DENY hides");
            }
        });
        return names;
    }

    /** Only these two take Describe away; a DENY of Read, for example, does not. */
    private static boolean hides(AclBinding binding) {
        return binding.pattern().resourceType() == ResourceType.TOPIC
                && binding.entry().permissionType() == AclPermissionType.DENY
                && List.of(AclOperation.DESCRIBE, AclOperation.ALL)
                        .contains(binding.entry().operation());
    }

    private static String tail(Random random) {
        return IntStream.range(0, RANDOM_LENGTH)
                .mapToObj(i -> String.valueOf(CHARACTERS.charAt(random.nextInt(CHARACTERS.length()))))
                .collect(Collectors.joining());
    }

    /** What the answers to {@link #names} say, when the list of DENY rules is complete. */
    static Visibility judge(Map<String, String> names, Function<String, Answer> answers) {
        var hidden = names.entrySet().stream()
                .filter(name -> answers.apply(name.getKey()) == Answer.HIDDEN)
                .map(Map.Entry::getValue)
                .toList();
        if (!hidden.isEmpty()) {
            return new Visibility.Disproved("not allowed to see " + hidden.get(0)
                    + (hidden.size() > 1 ? " and " + (hidden.size() - 1) + " other sets of topics" : ""));
        }
        return names.keySet().stream().anyMatch(name -> answers.apply(name) == Answer.OPEN)
                ? new Visibility.Unknown("Kafka did not answer for some topics")
                : new Visibility.Proven("Describe on every topic was tried out");
    }

    /** What Kafka says of one name. */
    enum Answer {
        VISIBLE,
        HIDDEN,
        OPEN
    }
}
