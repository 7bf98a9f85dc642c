package io.castellan.resource.user;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The credentials of a live user: mechanism names to iterations. */
record UserState(Map<String, Integer> mechanisms) {
    UserState {
        mechanisms = Collections.unmodifiableMap(new TreeMap<>(mechanisms));
    }
}
