package io.castellan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs whole processes and watches what they cost. */
final class Runs {
    private static final Pattern TRAFFIC = Pattern.compile("traffic: (\\d+) requests, (\\d+) bytes in, (\\d+) bytes out");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final double TICKS_A_SECOND = 100;

    private Runs() {}

    /**
     * @param wall seconds from start to end
     * @param cpu seconds of user and system time, children that ended included; up to 10 ms less than the truth
     * @param peak largest resident size in MiB, zero where the system does not tell
     */
    record Run(List<String> command, int exit, double wall, double cpu, double peak, long requests, long bytes, String output) {
        Run require(int expected) {
            if (exit != expected) {
                var end = output.substring(Math.max(0, output.length() - 2000));
                throw new IllegalStateException(command + " ended with " + exit + ":\n…" + end);
            }
            return this;
        }
    }

    static Run run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var output = Files.createTempFile("bench", ".out");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            var process = builder.start();
            process.getOutputStream().close();
            double cpu = 0;
            double peak = 0;
            while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
                cpu = Math.max(cpu, cpu(process.pid()));
                peak = Math.max(peak, peak(process.pid()));
            }
            double wall = (System.nanoTime() - start) / 1e9;
            var text = Files.readString(output);
            long requests = 0;
            long bytes = 0;
            for (var found = TRAFFIC.matcher(text); found.find(); ) {
                requests += Long.parseLong(found.group(1));
                bytes += Long.parseLong(found.group(2)) + Long.parseLong(found.group(3));
            }
            return new Run(command, process.exitValue(), wall, cpu, peak, requests, bytes, text);
        } finally {
            Files.delete(output);
        }
    }

    private static double cpu(long pid) {
        var text = read("/proc/" + pid + "/stat");
        var fields = text.substring(text.lastIndexOf(')') + 1).trim().split(" ");
        double ticks = 0;
        for (int i = 11; i < 15 && i < fields.length; i++) {
            ticks += Double.parseDouble(fields[i]);
        }
        return ticks / TICKS_A_SECOND;
    }

    private static double peak(long pid) {
        var found = PEAK.matcher(read("/proc/" + pid + "/status"));
        return found.find() ? Double.parseDouble(found.group(1)) / 1024 : 0;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return ""; // it ended meanwhile, or this is no Linux
        }
    }
}
