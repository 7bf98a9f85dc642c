/** The interface of gates and their runner. A gate itself lives where its knowledge lives. */
@NullMarked
package io.castellan.gate;

import org.jspecify.annotations.NullMarked;
