package io.castellan.resource.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of tab-separated cells whose first line names the columns. Cells at the end of a line may be left out.
 *
 * @param name of the resource, for messages
 */
record Table(String name, List<Row> rows) {
    Table {
        rows = List.copyOf(rows);
    }

    /** @param line of the file, the header is 1 */
    record Row(String table, int line, Map<String, String> cells) {
        Row {
            cells = Map.copyOf(cells);
        }

        /** The cell's text; empty where the row or the table has none. */
        String cell(String column) {
            return cells.getOrDefault(column, "");
        }

        String at() {
            return table + ":" + line;
        }
    }

    /** Reads a table that is shipped beside this class. */
    static Table shipped(String name) {
        try (InputStream stream = Table.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("not shipped: " + name);
            }
            return parse(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** @throws IllegalArgumentException if the header repeats a column or a line has more cells than the header */
    static Table parse(String name, String text) {
        var lines = text.split("\n", -1);
        var columns = List.of(lines[0].split("\t", -1));
        if (Set.copyOf(columns).size() != columns.size() || columns.contains("")) {
            throw new IllegalArgumentException(name + ":1: a column has no name or a name that is taken");
        }
        var rows = new ArrayList<Row>();
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].isEmpty()) {
                continue;
            }
            var texts = lines[i].split("\t", -1);
            if (texts.length > columns.size()) {
                throw new IllegalArgumentException(
                        name + ":" + (i + 1) + ": " + texts.length + " cells, the header has " + columns.size());
            }
            var cells = new HashMap<String, String>();
            for (int c = 0; c < texts.length; c++) {
                cells.put(columns.get(c), texts[c].trim());
            }
            rows.add(new Row(name, i + 1, cells));
        }
        return new Table(name, rows);
    }
}
