package io.castellan.report;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.WriterOutput;
import io.castellan.model.Plan;
import java.io.IOException;
import java.io.Writer;

/**
 * A plan as one page that needs no network: all of it is readable without script and style; the script adds search and filters.
 * Its policy forbids the browser to load or send anything.
 */
public final class PlanHtml implements PlanReport {
    @Override
    @SuppressWarnings("NullAway") // the template takes null for no interceptor
    public void write(Plan plan, Appendable out) {
        var output = new OwaspHtmlTemplateOutput(new WriterOutput(new Appending(out)));
        JteplanGenerated.render(output, null, PlanPage.of(plan));
    }

    /** What is appended, as a writer. */
    private static final class Appending extends Writer {
        private final Appendable out;

        Appending(Appendable out) {
            this.out = out;
        }

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            out.append(new String(buffer, offset, length));
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            out.append(text, offset, offset + length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
