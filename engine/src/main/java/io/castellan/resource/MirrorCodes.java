package io.castellan.resource;

import io.castellan.diagnostics.Code;

/** What is said of what an environment hands over to mirroring. Explained in {@code docs/errors/mirror.md}. */
final class MirrorCodes {
    /** A difference is not ours: mirroring owns the facet. */
    static final Code OWNED = new Code("MIRROR", 1);

    private MirrorCodes() {}
}
