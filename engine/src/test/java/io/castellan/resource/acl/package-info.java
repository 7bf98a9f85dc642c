@NullMarked
package io.castellan.resource.acl;

import org.jspecify.annotations.NullMarked;
