package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.WholeSecond;
import io.castellan.report.Style.Ink;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What somebody may do, for people. */
public final class AccessText {
    private static final int WIDEST_RIGHT = 7;

    private final Style style;

    public AccessText(Style style) {
        this.style = Objects.requireNonNull(style, "style");
    }

    public void write(AccessAnswer answer, Appendable out) {
        var sheet = new Sheet(out);
        sheet.line(who(answer));
        sheet.blank();
        sheet.line(style.paint(Ink.HEADING, "Rights in " + Visible.of(answer.environment())));
        answer.rights()
                .forEach(right -> sheet.line("  " + Visible.pad(right.name(), WIDEST_RIGHT) + "  " + right(right)));
        answer.rules().ifPresent(rules -> rules(rules, answer, sheet));
    }

    private static String who(AccessAnswer answer) {
        var who = answer.who();
        var identity = Visible.of(answer.shown());
        return switch (who.kind()) {
            case PERSON ->
                identity + " is " + Visible.of(who.person().orElse(""))
                        + (who.groups().isEmpty() ? ", in no group" : ", in " + names(who.groups()));
            case SYSTEM -> identity + " is a system, no person";
            case NOBODY -> identity + " is nobody in the policy";
        };
    }

    private String right(AccessAnswer.Right right) {
        return right.via()
                .map(via -> style.paint(Ink.CALM, "yes") + "  " + Visible.of(via))
                .orElseGet(() -> style.paint(Ink.ALARM, "no") + "   "
                        + right.why().map(AccessText::why).orElse(""));
    }

    private static String why(Problem why) {
        return why.code() + ": " + Visible.of(why.message()) + " — " + Visible.of(why.hint());
    }

    private void rules(AccessAnswer.Rules rules, AccessAnswer answer, Sheet sheet) {
        sheet.blank();
        sheet.line(style.paint(Ink.HEADING, "Approvals of a change"));
        sheet.line("  "
                + rules.approvals().entrySet().stream()
                        .map(rule -> rule.getKey() + " " + rule.getValue())
                        .collect(Collectors.joining(", ")));
        sheet.line("  by " + Visible.of(rules.approvers())
                + (rules.separate().isEmpty() ? "" : "; apart: " + names(rules.separate())));
        if (!rules.maySkip().isEmpty()) {
            sheet.line("  in an emergency " + Visible.of(answer.shown()) + " may leave out: " + names(rules.maySkip()));
        }
        sheet.blank();
        sheet.line(rules.freeze()
                .map(freeze -> style.paint(Ink.ALARM, "Frozen") + " until "
                        + freeze.until().atZone(ZoneId.of(freeze.zone())) + ": " + Visible.of(freeze.reason()))
                .orElse("No freeze at " + WholeSecond.of(answer.at())));
    }

    private static String names(List<String> names) {
        return names.stream().map(Visible::of).collect(Collectors.joining(", "));
    }
}
