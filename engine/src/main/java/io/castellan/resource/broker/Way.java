package io.castellan.resource.broker;

import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The values that a key passes on several nodes at once. A running broker doubles or halves a number of threads at most, so the
 * nodes have to meet before they can go on together.
 */
final class Way {
    private Way() {}

    /**
     * The values to set one after the other, the last of which is the goal.
     *
     * @param now canonical values in effect on the nodes that will follow; unknown ones left out
     * @return empty where the nodes are too far apart to take any value together
     */
    static Optional<List<String>> of(String key, Collection<String> now, String goal) {
        var setting = Catalogue.broker().find(key).filter(Setting::stepwise);
        if (setting.isEmpty() || now.isEmpty()) {
            return Optional.of(List.of(goal));
        }
        long least = now.stream().mapToLong(Long::parseLong).min().orElseThrow() * 2;
        long most = now.stream().mapToLong(Long::parseLong).max().orElseThrow();
        // half of an odd number is rounded down, as Kafka does
        long floor = Math.max(1, most / 2);
        if (floor > least) {
            return Optional.empty();
        }
        long end = Long.parseLong(goal);
        long first = Math.min(Math.max(end, floor), least);
        var way = new ArrayList<String>();
        way.add(String.valueOf(first));
        if (first != end) {
            way.addAll(setting.get().way(String.valueOf(first), goal));
        }
        return Optional.of(List.copyOf(way));
    }
}
