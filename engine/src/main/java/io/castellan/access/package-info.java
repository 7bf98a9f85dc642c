/** Who may do what: the policy and the people it names, who wrote what, approvals, and the authority that an apply asks. */
@NullMarked
package io.castellan.access;

import org.jspecify.annotations.NullMarked;
