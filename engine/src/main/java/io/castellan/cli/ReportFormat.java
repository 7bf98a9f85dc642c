package io.castellan.cli;

/** How a result is printed. */
enum ReportFormat {
    text,
    json,
    markdown,
    html
}
