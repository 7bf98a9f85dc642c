package io.castellan.state;

import io.castellan.diagnostics.Problem;
import java.util.List;

/** What a file declares in the environment that it was read for, and what is wrong with it. */
record FileRead(String path, byte[] content, List<Found> found, List<Problem> problems) {}
