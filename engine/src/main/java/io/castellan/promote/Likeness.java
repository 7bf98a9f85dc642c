package io.castellan.promote;

import io.castellan.model.Node;
import io.castellan.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a node says, without its place and its looks. Unlike a unit digest it tells {@code "6"} from {@code 6}. */
final class Likeness {
    private Likeness() {}

    static Value of(Node node) {
        return node.fold(
                scalar -> Value.texts(List.of(scalar.type().name(), scalar.text())),
                sequence -> Value.entries(Map.of(
                        "items",
                        new Value.Items(
                                sequence.items().stream().map(Likeness::of).toList()))),
                mapping -> {
                    var entries = new LinkedHashMap<String, Value>();
                    mapping.entries().forEach(entry -> entries.put(entry.key().text(), of(entry.value())));
                    return Value.entries(Map.of("entries", Value.entries(entries)));
                });
    }
}
