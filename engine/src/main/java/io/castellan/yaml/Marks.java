package io.castellan.yaml;

import io.castellan.diagnostics.Place;
import io.castellan.model.Node;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The parser's marks, which count from zero and not the byte order mark, as places and spans of the file. */
record Marks(SourceText source) {
    static Mark start(Event event) {
        return event.getStartMark().orElseThrow();
    }

    private static Mark end(Event event) {
        return event.getEndMark().orElseThrow();
    }

    Place place(Mark mark) {
        return new Place(source.file(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    int index(Mark mark) {
        return mark.getIndex() + source.skipped();
    }

    Node.Span span(Event event) {
        return new Node.Span(place(start(event)), index(start(event)), index(end(event)));
    }

    /**
     * The span of a collection. One in block style has no end of its own: the parser sees it at the next token, beyond
     * comments.
     *
     * @param lastChild where the last thing in it ends
     */
    Node.Span span(CollectionStartEvent first, Event last, int lastChild) {
        // A pair without braces in a flow sequence is a flow mapping as well, without a sign where it begins or ends.
        boolean bracketed = first.isFlow() && index(start(first)) < index(end(first));
        return new Node.Span(place(start(first)), index(start(first)), bracketed ? index(end(last)) : lastChild);
    }

    /** The end of what was written: at an alias this is the alias, not the node that it stands for. */
    int textEnd(Event event, Node node) {
        return event instanceof AliasEvent ? index(end(event)) : node.span().to();
    }
}
