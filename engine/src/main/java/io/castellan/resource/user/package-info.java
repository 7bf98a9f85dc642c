/** SCRAM users. What Kafka does not give back, the password, is compared by where it comes from and how often it was rotated. */
@NullMarked
package io.castellan.resource.user;

import org.jspecify.annotations.NullMarked;
