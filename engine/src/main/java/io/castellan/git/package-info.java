/**
 * Commits, trees, work trees and branches of a Git repository on this machine, and what is fetched from another one and pushed to
 * it. The only user of JGit. Only what talks to others starts programs: {@code ssh}, {@code git credential}, and {@code git
 * receive-pack} for a repository on a disk.
 */
@NullMarked
package io.castellan.git;

import org.jspecify.annotations.NullMarked;
