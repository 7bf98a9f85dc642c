@NullMarked
package io.castellan.host;

import org.jspecify.annotations.NullMarked;
