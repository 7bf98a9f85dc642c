package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.report.AuditReport.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The findings of an audit as a person reads them. */
class AuditTextTest {
    private static final Code CODE = new Code("AUDIT", 99);

    private static Finding general(String message) {
        return new Finding(Optional.empty(), Optional.empty(), Problem.warning(CODE, message));
    }

    private static Finding ofEntry(Problem problem) {
        return new Finding(Optional.of(1L), Optional.of("0123456789abcdef0123456789abcdef01234567"), problem);
    }

    private static AuditReport report(String environment, Finding... findings) {
        return new AuditReport(environment, Optional.of("head"), 1, 0, List.of(findings));
    }

    private static String text(AuditReport... reports) {
        return text(false, reports);
    }

    private static String text(boolean full, AuditReport... reports) {
        var out = new StringBuilder();
        new AuditText(Style.of(false), full).write(List.of(reports), out);
        return out.toString();
    }

    @Test
    void whatHoldsForSeveralEnvironmentsIsSaidOnceWithTheirNames() {
        var all = general("nobody saw it");
        var two = general("nobody signs");

        assertThat(text(report("dev", all, two, general("its own")), report("dr", all), report("prod", all, two)))
                .isEqualTo("""
                dev
                  warning CAS-AUDIT-099: its own

                dev, dr, prod
                  warning CAS-AUDIT-099: nobody saw it

                dev, prod
                  warning CAS-AUDIT-099: nobody signs

                dev   good  1 entry read, head head
                dr    good  1 entry read, head head
                prod  good  1 entry read, head head
                """);
    }

    @Test
    void ofHundredsOfOneSortAFewAreSaidAndOfWhatIsWrongAll() {
        var many = new ArrayList<Finding>();
        for (int i = 100; i < 300; i++) {
            many.add(ofEntry(Problem.warning(CODE, "acl/rule " + i + " is owed")));
            many.add(ofEntry(Problem.error(CODE, "digest " + i)));
        }

        var report = report("dev", many.toArray(Finding[]::new));
        var text = text(report);

        assertThat(text.lines().filter(line -> line.contains(" is owed"))).hasSize(5);
        assertThat(text).contains("\n  … and 195 more of CAS-AUDIT-099; --full says all\n");
        assertThat(text.lines().filter(line -> line.contains("digest"))).hasSize(200);
        assertThat(text).endsWith("200 findings\n");
        assertThat(text(true, report).lines().filter(line -> line.contains(" is owed")))
                .hasSize(200);
        assertThat(text(true, report)).doesNotContain("more of");
    }

    @Test
    void whatIsWrongAndWhatIsOfAnEntryIsSaidWhereItIs() {
        var wrong = new Finding(Optional.empty(), Optional.empty(), Problem.error(CODE, "cut off"));
        var entry = ofEntry(Problem.warning(CODE, "owed"));

        assertThat(text(report("dev", wrong, entry), report("prod", wrong, entry)))
                .isEqualTo("""
                dev
                  error CAS-AUDIT-099: cut off
                  #1 0123456789ab warning CAS-AUDIT-099: owed

                prod
                  error CAS-AUDIT-099: cut off
                  #1 0123456789ab warning CAS-AUDIT-099: owed

                dev   wrong  1 entry read, head head, 1 finding
                prod  wrong  1 entry read, head head, 1 finding
                """);
    }
}
