/**
 * Two pretended kinds on a model cluster, which prove that the core knows no kind: lamps, whose steps run in batches, and mills,
 * whose one step turns a wheel after the other and takes long.
 */
@NullMarked
package io.castellan.toy;

import org.jspecify.annotations.NullMarked;
