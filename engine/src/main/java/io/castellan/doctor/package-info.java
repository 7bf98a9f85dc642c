/**
 * Whether what Castellan rests on is really there: the policy and its keys, what is trusted, the state branch, the ledgers, the owners
 * of the files, and what the host protects. Reads only.
 */
@NullMarked
package io.castellan.doctor;

import org.jspecify.annotations.NullMarked;
