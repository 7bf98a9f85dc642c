package io.castellan.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs these tools: the name of a command on the PATH, {@code chromium} under any of its names, or {@code docker} for
 * an engine that answers. Where one is missing the test is skipped, and the report at the end of the run says so. Where the
 * environment variable {@value RequiresCondition#REQUIRED} lists the tool (with commas between), the test fails instead; so a
 * machine that is meant to have it cannot leave the test out.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RequiresCondition.class)
public @interface Requires {
    String[] value();
}
