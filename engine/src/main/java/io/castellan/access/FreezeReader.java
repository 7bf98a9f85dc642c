package io.castellan.access;

import static io.castellan.access.PolicyNodes.scalar;

import io.castellan.diagnostics.Nearest;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Node;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code freeze}. A day begins and ends by the clocks of its zone, and the last day is frozen as a whole. A time that the clocks
 * show twice is the first at the beginning and the second at the end; one that they leap over is the leap at the beginning and as
 * much after it at the end. So a freeze is never shorter than it was written.
 */
final class FreezeReader {
    private final PolicyNodes nodes;

    FreezeReader(PolicyNodes nodes) {
        this.nodes = nodes;
    }

    Freeze read(Node.Mapping environment) {
        return Freeze.of(
                environment.get("freeze").flatMap(Node::asSequence).map(Node.Sequence::items).orElse(List.of()).stream()
                        .flatMap(item -> item.asMapping().stream())
                        .flatMap(window -> window(window).stream())
                        .toList());
    }

    private Optional<FreezeWindow> window(Node.Mapping window) {
        var zone = scalar(window, "zone").flatMap(this::zone);
        var from = scalar(window, "from").flatMap(text -> zone.isEmpty() ? check(text) : begin(text, zone.get()));
        var to = scalar(window, "to").flatMap(text -> zone.isEmpty() ? check(text) : end(text, zone.get()));
        if (zone.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (!from.get().isBefore(to.get())) {
            nodes.report(Problem.error(
                            PolicyCodes.WINDOW_BACKWARDS,
                            scalar(window, "to").map(Node::at).orElse(window.at()),
                            "the freeze ends at " + to.get().atZone(zone.get()) + ", not after it begins at "
                                    + from.get().atZone(zone.get()))
                    .withHint("'from' comes before 'to'"));
            return Optional.empty();
        }
        return Optional.of(new FreezeWindow(
                from.get(),
                to.get(),
                zone.get(),
                scalar(window, "reason").map(Node.Scalar::text).orElse("")));
    }

    private Optional<ZoneId> zone(Node.Scalar name) {
        var known = ZoneId.getAvailableZoneIds();
        if (known.contains(name.text())) {
            return Optional.of(ZoneId.of(name.text()));
        }
        nodes.report(Problem.error(
                        PolicyCodes.UNKNOWN_ZONE,
                        name.at(),
                        "there is no time zone '" + new Identity(name.text()) + "'")
                .withHint(Nearest.of(name.text(), known)
                        .map(Nearest::question)
                        .orElse("write its name, like Europe/Berlin or UTC")));
        return Optional.empty();
    }

    /** Where the zone is not known, the time is still checked. */
    private Optional<Instant> check(Node.Scalar text) {
        begin(text, ZoneId.of("UTC"));
        return Optional.empty();
    }

    private Optional<Instant> begin(Node.Scalar written, ZoneId zone) {
        try {
            return Optional.of(
                    isDay(written)
                            ? LocalDate.parse(written.text()).atStartOfDay(zone).toInstant()
                            : earliest(LocalDateTime.parse(written.text()), zone));
        } catch (DateTimeException e) {
            return notATime(written);
        }
    }

    private Optional<Instant> end(Node.Scalar written, ZoneId zone) {
        try {
            return Optional.of(
                    isDay(written)
                            ? LocalDate.parse(written.text())
                                    .plusDays(1)
                                    .atStartOfDay(zone)
                                    .toInstant()
                            : latest(LocalDateTime.parse(written.text()), zone));
        } catch (DateTimeException e) {
            return notATime(written);
        }
    }

    private static boolean isDay(Node.Scalar written) {
        return !written.text().contains("T");
    }

    private static Instant earliest(LocalDateTime time, ZoneId zone) {
        var leap = zone.getRules().getTransition(time);
        if (leap == null) {
            return time.atZone(zone).toInstant();
        }
        return leap.isGap() ? leap.getInstant() : time.toInstant(leap.getOffsetBefore());
    }

    private static Instant latest(LocalDateTime time, ZoneId zone) {
        var leap = zone.getRules().getTransition(time);
        if (leap == null) {
            return time.atZone(zone).toInstant();
        }
        return time.toInstant(leap.isGap() ? leap.getOffsetBefore() : leap.getOffsetAfter());
    }

    private Optional<Instant> notATime(Node.Scalar written) {
        nodes.report(Problem.error(
                        PolicyCodes.BAD_TIME,
                        written.at(),
                        "'" + new Identity(written.text()) + "' is not a day or a time of one")
                .withHint("write it like 2026-12-20 or 2026-12-20T18:00; the zone stands under 'zone'"));
        return Optional.empty();
    }
}
