package io.castellan.report;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.report.Style.Ink;
import java.util.TreeMap;

/** One advice for a thousand topics is one advice: of each code a few are shown and the others counted. Every error is shown. */
final class Advice {
    private static final int SHOWN_OF_A_CODE = 5;

    private final TreeMap<Code, Integer> seen = new TreeMap<>();

    /** Whether this one is to be shown. To be asked once for each, in the order in which they are shown. */
    boolean shows(Problem problem) {
        return problem.severity() == Severity.ERROR || seen.merge(problem.code(), 1, Integer::sum) <= SHOWN_OF_A_CODE;
    }

    /**
     * One line for each code of which not all were shown.
     *
     * @param where to find the others: a clause
     */
    void tellOthers(Sheet sheet, Style style, String where) {
        tellOthers(sheet, "", style, where);
    }

    /** @param inset before each line */
    void tellOthers(Sheet sheet, String inset, Style style, String where) {
        seen.forEach((code, count) -> {
            if (count > SHOWN_OF_A_CODE) {
                sheet.line(inset
                        + style.paint(
                                Ink.FAINT,
                                "… and " + Units.count(count - SHOWN_OF_A_CODE) + " more of " + code + "; " + where));
            }
        });
    }
}
