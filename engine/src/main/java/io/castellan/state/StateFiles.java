package io.castellan.state;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one environment's folder, wherever they were read from.
 *
 * @param environment the folder's name
 * @param files content by path; the path is what messages show and ends with the path within the folder
 * @param folder what each path begins with, for example {@code environments/prod/}; may be empty
 */
public record StateFiles(String environment, String folder, SortedMap<String, byte[]> files) {
    public StateFiles {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(folder, "folder");
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public static StateFiles of(String environment, String folder, Map<String, byte[]> files) {
        return new StateFiles(environment, folder, new TreeMap<>(files));
    }

    String environmentFile() {
        return folder + "environment.yaml";
    }
}
