package io.castellan.cli;

import io.castellan.diagnostics.Code;

/** What the record of an environment cannot tell. */
final class RecordCodes {
    static final Code UNKNOWN_RESOURCE = new Code("RECORD", 1);

    private RecordCodes() {}
}
