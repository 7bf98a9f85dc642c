package io.castellan.resource.catalogue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which broker settings bound the value of a group's setting. Kafka names them alike: {@code share.session.timeout.ms} lies
 * between {@code group.share.min.session.timeout.ms} and {@code group.share.max.session.timeout.ms}.
 *
 * @param least broker key with the smallest value, if there is one
 * @param most broker key with the largest value, if there is one
 */
public record GroupBounds(Optional<String> least, Optional<String> most) {
    public GroupBounds {
        Objects.requireNonNull(least, "least");
        Objects.requireNonNull(most, "most");
    }

    public static GroupBounds of(Setting group) {
        return new GroupBounds(bound(group, "min"), bound(group, "max"));
    }

    /**
     * Why a group cannot have this value on these brokers.
     *
     * @param broker values in effect on the brokers; bounds that are not among them bound nothing
     */
    public static Optional<Refusal> refusal(Setting group, String canonical, Map<String, String> broker) {
        var bounds = of(group);
        return broken(bounds.least(), broker, canonical, -1)
                .map(key -> " and must be at least '" + key + "' of the brokers, which is " + broker.get(key))
                .or(() -> broken(bounds.most(), broker, canonical, 1)
                        .map(key -> " and must be at most '" + key + "' of the brokers, which is " + broker.get(key)))
                .map(what -> new Refusal(CatalogueCodes.OUT_OF_RANGE, "'" + group.key() + "' is " + canonical + what));
    }

    private static Optional<String> broken(
            Optional<String> bound, Map<String, String> broker, String canonical, int wrongSide) {
        return bound.filter(broker::containsKey)
                .filter(key -> new BigDecimal(canonical).compareTo(new BigDecimal(broker.getOrDefault(key, canonical)))
                        == wrongSide);
    }

    private static Optional<String> bound(Setting group, String end) {
        var parts = group.key().split("\\.", 2);
        var key = "group." + parts[0] + "." + end + "." + parts[1].replace("num.", "");
        return Optional.of(key)
                .filter(known -> group.type().isWholeNumber()
                        && Catalogue.broker().find(known).isPresent());
    }
}
