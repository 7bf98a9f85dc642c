package io.castellan.access;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When nothing is applied.
 *
 * @param windows ordered; they may overlap
 */
public record Freeze(List<FreezeWindow> windows) {
    public Freeze {
        windows = windows.stream().sorted().toList();
    }

    static Freeze of(Collection<FreezeWindow> windows) {
        return new Freeze(List.copyOf(windows));
    }

    /** The window that holds at an instant; of several the one that ends last. */
    public Optional<FreezeWindow> at(Instant instant) {
        return windows.stream()
                .filter(window -> window.holds(instant))
                .max(Comparator.comparing(FreezeWindow::to).thenComparing(Comparator.reverseOrder()));
    }
}
