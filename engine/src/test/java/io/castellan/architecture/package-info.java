/** The rules of docs/architecture.md, checked. */
@NullMarked
package io.castellan.architecture;

import org.jspecify.annotations.NullMarked;
