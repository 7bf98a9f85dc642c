/** What every test may use: the report at the end of a run, and conditions on the tools of the machine. */
@NullMarked
package io.castellan.testing;

import org.jspecify.annotations.NullMarked;
