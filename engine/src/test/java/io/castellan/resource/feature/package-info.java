@NullMarked
package io.castellan.resource.feature;

import org.jspecify.annotations.NullMarked;
