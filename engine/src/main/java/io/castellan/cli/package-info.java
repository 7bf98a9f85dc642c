/** The command line: one class per command, and {@link io.castellan.cli.Commands} as the one place of registration. */
@NullMarked
package io.castellan.cli;

import org.jspecify.annotations.NullMarked;
