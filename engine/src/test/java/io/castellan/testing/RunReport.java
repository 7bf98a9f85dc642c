package io.castellan.testing;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end of a run which tests took longest, how many ran, and which were skipped and why: a test that is left out must
 * not go unseen. JUnit finds it as a service.
 */
public final class RunReport implements TestExecutionListener {
    private static final int SHOWN = 10;

    private record Timed(String name, Duration duration) {}

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final List<Timed> finished = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private long skippedTests;
    private @Nullable TestPlan plan;

    /** Called by JUnit. */
    public RunReport() {
        this(System.out, System::nanoTime);
    }

    RunReport(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
        started.clear();
        finished.clear();
        skipped.clear();
        skippedTests = 0;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), nanoTime.getAsLong());
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        var start = started.remove(test.getUniqueId());
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            executionSkipped(
                    test, result.getThrowable().map(Throwable::getMessage).orElse("aborted"));
        } else if (test.isTest() && start != null) {
            finished.add(new Timed(name(test), Duration.ofNanos(nanoTime.getAsLong() - start)));
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        var inside = Objects.requireNonNull(plan).getDescendants(test).stream()
                .filter(TestIdentifier::isTest)
                .count();
        skippedTests += test.isTest() ? 1 : inside;
        skipped.add(name(test) + ": " + reason.lines().findFirst().orElse(""));
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan testPlan) {
        if (finished.isEmpty() && skipped.isEmpty()) {
            return;
        }
        var text = new StringBuilder("Slowest tests:\n");
        finished.stream()
                .sorted(Comparator.comparing(Timed::duration).reversed().thenComparing(Timed::name))
                .limit(SHOWN)
                .forEach(test -> text.append(String.format(
                        Locale.ROOT, "%8.3f s  %s%n", test.duration().toNanos() / 1e9, test.name())));
        text.append("ran ").append(finished.size()).append(", skipped ").append(skippedTests);
        if (!skipped.isEmpty()) {
            text.append(" (").append(String.join("; ", skipped)).append(')');
        }
        out.println(text);
        out.flush();
    }

    /** {@code LauncherIT.startsTwice}, with the number or the text of a repetition after it. */
    private String name(TestIdentifier test) {
        var source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            var name = simple(method.getClassName()) + "." + method.getMethodName();
            var repeated = test.isTest() && test.getLegacyReportingName().endsWith("]");
            return repeated ? name + " " + test.getDisplayName() : name;
        }
        if (source instanceof ClassSource type) {
            return simple(type.getClassName());
        }
        return test.getDisplayName();
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    }
}
