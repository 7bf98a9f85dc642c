/**
 * Access rules: what can be declared of them, by themselves or as grants, what is seen of them, and the steps that add and remove
 * them. A rule is a value: it is there or not, and it never changes. Nobody is locked out by a plan who runs it.
 */
@NullMarked
package io.castellan.resource.acl;

import org.jspecify.annotations.NullMarked;
