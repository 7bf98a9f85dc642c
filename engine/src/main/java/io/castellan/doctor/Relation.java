package io.castellan.doctor;

import io.castellan.git.GitRepository;

/** How a branch here stands to the branch of that name elsewhere. */
public enum Relation {
    SAME,
    /** It lacks something that the other one has. */
    BEHIND,
    /** It has something more. */
    AHEAD,
    /** Each has something that the other one lacks. */
    APART,
    /** The other one's newest commit is not here, so nothing more can be said than that they differ. */
    DIFFERENT;

    /** @param both can read what is here, and what was fetched */
    public static Relation of(GitRepository both, String here, String there) {
        if (here.equals(there)) {
            return SAME;
        }
        if (both.commit(there).isEmpty()) {
            return DIFFERENT;
        }
        var base = both.mergeBase(here, there);
        if (base.filter(here::equals).isPresent()) {
            return BEHIND;
        }
        return base.filter(there::equals).isPresent() ? AHEAD : APART;
    }

    /** How it reads after the name of the branch here. */
    String words() {
        return switch (this) {
            case SAME -> "is the same";
            case BEHIND -> "is behind";
            case AHEAD -> "has commits that are not there";
            case APART -> "has commits that are not there, and lacks others";
            case DIFFERENT -> "is another";
        };
    }
}
