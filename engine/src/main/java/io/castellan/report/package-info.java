/**
 * What people and other programs read: plans, problems, results of applies and drift as text, Markdown, HTML and JSON. Knows
 * no resource kind. Everything that comes from a state file or a cluster goes through {@link io.castellan.report.Visible}
 * first, so that no name or value can act on the reader's terminal, browser or pull request.
 */
@NullMarked
package io.castellan.report;

import org.jspecify.annotations.NullMarked;
