package io.castellan.model;

import java.util.List;
import java.util.SortedMap;

/** The number of a fact; a figure that is not a number is beyond every ceiling. */
enum WholeOrNothing implements Value.Cases<Long> {
    INSTANCE;

    @Override
    public Long text(String text) {
        return Long.MAX_VALUE;
    }

    @Override
    public Long whole(long number) {
        return number;
    }

    @Override
    public Long items(List<Value> items) {
        return Long.MAX_VALUE;
    }

    @Override
    public Long entries(SortedMap<String, Value> entries) {
        return Long.MAX_VALUE;
    }

    @Override
    public Long secret(String reference) {
        return Long.MAX_VALUE;
    }

    @Override
    public Long unset() {
        return Long.MAX_VALUE;
    }
}
