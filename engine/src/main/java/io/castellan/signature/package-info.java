/**
 * Who signed what: SSH keys and certificates, signatures as {@code ssh-keygen -Y sign} makes them, and the file of allowed signers.
 * Checks with the JDK alone; only signing starts a process.
 */
@NullMarked
package io.castellan.signature;

import org.jspecify.annotations.NullMarked;
