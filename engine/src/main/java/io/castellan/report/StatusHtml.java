package io.castellan.report;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.WriterOutput;
import java.io.Writer;
import java.time.Instant;
import java.util.List;

/** Where environments stand as one page that needs neither network nor script, with a timeline for each. */
public final class StatusHtml {
    /** @param at when the records were read */
    @SuppressWarnings("NullAway") // the template takes null for no interceptor
    public void write(List<EnvironmentStatus> environments, Instant at, Writer out) {
        var output = new OwaspHtmlTemplateOutput(new WriterOutput(out));
        JtestatusGenerated.render(output, null, StatusPage.of(environments, at));
    }
}
