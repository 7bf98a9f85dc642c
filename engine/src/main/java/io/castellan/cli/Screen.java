package io.castellan.cli;

import java.util.Arrays;
import java.util.Map;

/**
 * Which streams end at a person's terminal. Java cannot ask this per stream before version 22; the launcher does and says it
 * in the system property {@value #PROPERTY}.
 *
 * @param colouredOut results may carry ANSI colours
 * @param colouredErr progress and problems may carry ANSI colours
 * @param liveErr progress may rewrite its line
 */
record Screen(boolean colouredOut, boolean colouredErr, boolean liveErr) {
    /** The streams that are terminals: {@code out}, {@code err}, both with a comma between, or empty. */
    static final String PROPERTY = "castellan.terminal";

    static final Screen PLAIN = new Screen(false, false, false);

    /** Colours follow the convention of no-color.org: any non-empty {@code NO_COLOR} turns them off. */
    static Screen of(String terminals, Map<String, String> environment) {
        var streams = Arrays.asList(terminals.split(","));
        var dumb = "dumb".equals(environment.get("TERM"));
        var coloured = !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        var live = streams.contains("err")
                && !dumb
                && environment.getOrDefault("CI", "").isEmpty();
        return new Screen(coloured && streams.contains("out"), coloured && streams.contains("err"), live);
    }
}
