/**
 * The host of the Git repository, through its API: pull requests, Castellan's comment in them, what reviewers said, and how a branch is
 * protected. What a host says is its word, and no proof.
 */
@NullMarked
package io.castellan.host;

import org.jspecify.annotations.NullMarked;
