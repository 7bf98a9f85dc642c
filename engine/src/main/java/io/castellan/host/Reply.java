package io.castellan.host;

import io.castellan.json.JsonAnswer;
import java.util.Optional;

/**
 * A good answer of a host.
 *
 * @param next where the next page is; empty on the last one
 */
record Reply(JsonAnswer content, Optional<String> next) {}
