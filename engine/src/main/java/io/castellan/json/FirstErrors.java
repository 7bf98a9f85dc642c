package io.castellan.json;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The first errors that the validator finds. A file of ten megabytes can hold a million of them, which would fill the memory
 * before the first one is reported.
 */
final class FirstErrors extends ArrayList<Error> {
    static final int MAX = 1_000;

    private static final long serialVersionUID = 1L;

    /** Ends the validation: its validators have no other way to be stopped. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough errors", null, false, false);
        }
    }

    private FirstErrors() {}

    /** At most {@link #MAX} errors, in no particular order. */
    static List<Error> of(Schema schema, JsonNode json) {
        var errors = new FirstErrors();
        try {
            schema.validate(json, context -> context.setErrors(errors));
        } catch (Enough enough) {
            return errors;
        }
        return errors;
    }

    @Override
    public boolean add(Error error) {
        if (size() == MAX) {
            throw new Enough();
        }
        return super.add(error);
    }

    @Override
    public boolean addAll(Collection<? extends Error> errors) {
        errors.forEach(this::add);
        return !errors.isEmpty();
    }
}
