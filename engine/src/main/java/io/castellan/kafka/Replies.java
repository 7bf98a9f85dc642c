package io.castellan.kafka;

import java.util.Map;
import java.util.Optional;

/**
 * Every item's reply, in the order asked.
 *
 * @param cutOff why no broker could be reached any more; what was left is unsent
 * @param stopped why the budget allowed no further call; what was left is unsent
 */
record Replies<K, V>(Map<K, Reply<V>> byKey, Optional<KafkaError> cutOff, Optional<RuntimeException> stopped) {}
