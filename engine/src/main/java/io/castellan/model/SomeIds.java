package io.castellan.model;

import java.util.List;
import java.util.stream.Collectors;

/** Resources as one line names them: access rules have long names, and may be hundreds. */
public final class SomeIds {
    private static final int NAMED = 3;

    private SomeIds() {}

    /** The first few, and how many there are more. */
    public static String of(List<ResourceId> ids) {
        var named = ids.stream().limit(NAMED).map(ResourceId::toString).collect(Collectors.joining(", "));
        return named + (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "");
    }
}
