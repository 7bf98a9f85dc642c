package io.castellan.resource;

/** A reading of one kind that began before it was known what is declared. For one thread at a time. */
@FunctionalInterface
public interface Begun<D, O> {
    /** Reads what is still missing: above all what is declared and was not met yet. */
    Reading<O> finish(Scope<D> scope);
}
