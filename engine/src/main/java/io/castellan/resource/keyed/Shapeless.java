package io.castellan.resource.keyed;

import io.castellan.model.Value;
import java.util.List;
import java.util.SortedMap;

/** A fold that expects one form of value; any other is a defect of who wrote it. */
abstract class Shapeless<R> implements Value.Cases<R> {
    private static IllegalArgumentException unexpected(String form) {
        return new IllegalArgumentException("a step's arguments hold " + form + " where they should not");
    }

    @Override
    public R text(String text) {
        throw unexpected("a text");
    }

    @Override
    public R whole(long number) {
        throw unexpected("a number");
    }

    @Override
    public R items(List<Value> items) {
        throw unexpected("a list");
    }

    @Override
    public R entries(SortedMap<String, Value> entries) {
        throw unexpected("a mapping");
    }

    @Override
    public R secret(String reference) {
        throw unexpected("a reference to a secret");
    }

    @Override
    public R unset() {
        throw unexpected("nothing");
    }
}
