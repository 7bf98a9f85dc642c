package io.castellan.resource.topic;

import io.castellan.diagnostics.Code;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.FieldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Collects why parts of one topic are refused, since a topic has one refused difference. */
final class Refusals {
    private final List<Refusal> refusals = new ArrayList<>();

    private record Refusal(Code code, String message, String hint, List<FieldChange> fields) {}

    void add(Code code, String message, String hint, List<FieldChange> fields) {
        refusals.add(new Refusal(code, message, hint, List.copyOf(fields)));
    }

    boolean isEmpty() {
        return refusals.isEmpty();
    }

    /** The first reason gives the code; the message and the hint hold all of them. */
    Optional<Difference> asDifference(Difference.Builder difference) {
        if (refusals.isEmpty()) {
            return Optional.empty();
        }
        refusals.forEach(refusal -> difference.fields(refusal.fields()));
        return Optional.of(difference
                .disposition(Disposition.refused(
                        refusals.get(0).code(),
                        refusals.stream().map(Refusal::message).collect(Collectors.joining("; ")),
                        refusals.stream()
                                .map(Refusal::hint)
                                .filter(hint -> !hint.isEmpty())
                                .distinct()
                                .collect(Collectors.joining("; "))))
                .build());
    }
}
