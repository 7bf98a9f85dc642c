@NullMarked
package io.castellan.resource.keyed;

import org.jspecify.annotations.NullMarked;
