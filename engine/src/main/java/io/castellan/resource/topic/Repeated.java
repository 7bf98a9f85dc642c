package io.castellan.resource.topic;

import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Reading;
import io.castellan.resource.catalogue.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What many topics have in common, kept once and worked out once: files and answers for a hundred thousand topics hold every key,
 * value and list of brokers anew.
 */
final class Repeated {
    private final Map<String, Map<String, String>> canonical = new HashMap<>();
    private final Map<String, Map<String, Reading>> declared = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<List<Integer>, List<Integer>> brokers = new HashMap<>();

    String key(String key) {
        return keys.computeIfAbsent(key, same -> same);
    }

    List<Integer> brokers(List<Integer> ids) {
        return brokers.computeIfAbsent(ids, List::copyOf);
    }

    /** What a declared value of a setting means. */
    Reading declared(Setting setting, String raw) {
        var known = declared.computeIfAbsent(setting.key(), any -> new HashMap<>());
        var reading = known.get(raw);
        if (reading == null) {
            reading = setting.canonical(raw);
            known.put(raw, reading);
        }
        return reading;
    }

    /** The canonical form of a value that Kafka gave; as it is, for a key that the catalogue does not know. */
    String canonical(String key, String raw) {
        return canonical
                .computeIfAbsent(key, any -> new HashMap<>())
                .computeIfAbsent(
                        raw,
                        value -> Catalogue.topic()
                                .find(key)
                                .map(setting -> setting.observed(value))
                                .orElse(value));
    }
}
