package io.castellan.git;

/**
 * What a repository denies whoever pushes, also with force.
 *
 * @param rewriting whether no branch can be rewritten
 * @param deletion whether no branch can be deleted
 */
public record Denials(boolean rewriting, boolean deletion) {}
