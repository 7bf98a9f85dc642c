package io.castellan.sandbox;

/** Hears what a sandbox is doing, a line at a time; called on the thread of the operation. Lines hold no secrets. */
@FunctionalInterface
public interface Progress {
    Progress SILENT = line -> {};

    void say(String line);
}
