/** The sandbox's parts by themselves, and whole sandboxes with real brokers. */
@NullMarked
package io.castellan.sandbox;

import org.jspecify.annotations.NullMarked;
