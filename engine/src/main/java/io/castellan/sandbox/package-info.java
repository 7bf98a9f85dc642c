/**
 * Real KRaft brokers as processes on 127.0.0.1, from locked jars of Maven Central and without containers: for environments
 * that declare {@code sandbox}, and for the tests. {@link io.castellan.sandbox.Sandbox} is the entry; it prints nothing and
 * is never loaded by plan or apply.
 */
@NullMarked
package io.castellan.sandbox;

import org.jspecify.annotations.NullMarked;
