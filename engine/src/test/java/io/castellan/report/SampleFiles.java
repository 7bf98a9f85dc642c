package io.castellan.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes pages of the sample plans into a folder, for people who want to look at them in a browser. */
final class SampleFiles {
    private SampleFiles() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        var plans = Map.of(
                "full", SamplePlans.full(),
                "empty", SamplePlans.empty(),
                "incomplete", SamplePlans.incomplete(),
                "hostile", SamplePlans.hostile(),
                "many", SamplePlans.many(10_000));
        for (var plan : plans.entrySet()) {
            Files.writeString(folder.resolve(plan.getKey() + ".html"), PlanHtmlTest.html(plan.getValue()));
        }
    }
}
