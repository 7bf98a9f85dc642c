/**
 * Commits, trees, work trees and branches of a Git repository on this machine. The only user of JGit; nothing here needs a remote,
 * a work tree or the {@code git} program.
 */
@NullMarked
package io.castellan.git;

import org.jspecify.annotations.NullMarked;
