package io.castellan.resource.topic;

import io.castellan.model.Digest;
import io.castellan.model.Value;
import io.castellan.resource.KnowsPlaces;
import io.castellan.resource.view.DeclaredTopic;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What is declared of a topic: how it shall be, or that it shall be gone. */
sealed interface TopicSpec extends KnowsPlaces permits TopicSpec.Wanted, TopicSpec.Tombstone {

    <R> R fold(Function<Wanted, R> wanted, Function<Tombstone, R> tombstone);

    default Optional<Wanted> wanted() {
        return fold(Optional::of, tombstone -> Optional.empty());
    }

    /**
     * A topic that shall be.
     *
     * @param partitions empty: an existing topic keeps what it has
     * @param replicationFactor empty: an existing topic keeps what it has
     * @param config canonical values by key, defaults and overrides filled in; a key whose value is empty shall stand on no
     *     topic of this name, so that it is inherited
     * @param owner only shown
     * @param passing the settings that an override says for a time
     */
    record Wanted(
            Optional<Sourced<Integer>> partitions,
            Optional<Sourced<Integer>> replicationFactor,
            SortedMap<String, Sourced<Optional<String>>> config,
            Optional<String> owner,
            Optional<Passing> passing)
            implements TopicSpec, DeclaredTopic {
        public Wanted {
            Objects.requireNonNull(partitions, "partitions");
            Objects.requireNonNull(replicationFactor, "replicationFactor");
            config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(passing, "passing");
        }

        /** The value that the key shall have on the topic itself; empty where none is declared. */
        Optional<Sourced<String>> setting(String key) {
            var declared = config.get(key);
            return declared != null && declared.value().isPresent()
                    ? Optional.of(new Sourced<>(declared.value().get(), declared.at()))
                    : Optional.empty();
        }

        @Override
        public Optional<String> value(String key) {
            return setting(key).map(Sourced::value);
        }

        @Override
        public Value meaning() {
            var says = new TreeMap<String, Value>();
            partitions.ifPresent(number -> says.put("partitions", Value.whole(number.value())));
            replicationFactor.ifPresent(number -> says.put("replicationFactor", Value.whole(number.value())));
            config.forEach((key, setting) ->
                    says.put("config." + key, setting.value().map(Value::text).orElse(Value.unset())));
            return Value.entries(says);
        }

        @Override
        public <R> R fold(Function<Wanted, R> wanted, Function<Tombstone, R> tombstone) {
            return wanted.apply(this);
        }
    }

    /**
     * What an override says for a time.
     *
     * @param over whether that time is over: then nothing of it is in {@link Wanted#config}
     * @param said all that it says, also when it is over: whoever writes it otherwise is an author
     * @param below by each key that it says something of, what is declared without it; empty where nothing is
     */
    record Passing(
            Instant until, boolean over, Digest said, SortedMap<String, Optional<Sourced<Optional<String>>>> below) {
        public Passing {
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(said, "said");
            below = Collections.unmodifiableSortedMap(new TreeMap<>(below));
        }
    }

    /**
     * A topic that shall be gone.
     *
     * @param evenIfActive also if it was recently written or is still read
     */
    record Tombstone(String reason, boolean evenIfActive) implements TopicSpec {
        public Tombstone {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Value meaning() {
            return Value.text(evenIfActive ? "absent, even if active" : "absent");
        }

        @Override
        public <R> R fold(Function<Wanted, R> wanted, Function<Tombstone, R> tombstone) {
            return tombstone.apply(this);
        }
    }
}
