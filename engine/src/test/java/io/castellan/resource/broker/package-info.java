@NullMarked
package io.castellan.resource.broker;

import org.jspecify.annotations.NullMarked;
