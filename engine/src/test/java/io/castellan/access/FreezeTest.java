package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeTest {
    private static Freeze freeze(String windows) {
        return Policies.smallPolicy("freeze: [" + windows + "]")
                .access("dev")
                .orElseThrow()
                .freeze();
    }

    private static FreezeWindow window(String from, String to, String zone) {
        return freeze("{from: %s, to: %s, zone: %s, reason: test}".formatted(from, to, zone))
                .windows()
                .get(0);
    }

    @ParameterizedTest(name = "{3}: {0} to {1} in {2}")
    @CsvSource({
        "2026-12-20, 2027-01-03, Europe/Berlin, days, 2026-12-19T23:00:00Z, 2027-01-03T23:00:00Z",
        "2026-12-20, 2026-12-20, UTC, one day, 2026-12-20T00:00:00Z, 2026-12-21T00:00:00Z",
        "2026-12-20T18:00, 2026-12-21T06:30:15, UTC, times, 2026-12-20T18:00:00Z, 2026-12-21T06:30:15Z",
        "2026-12-20, 2026-12-21T06:30, America/New_York, a day and a time, 2026-12-20T05:00:00Z, 2026-12-21T11:30:00Z",
        // the clocks of Berlin leap from 02:00 to 03:00 at 01:00 UTC
        "2027-03-28, 2027-03-28, Europe/Berlin, a day of 23 hours, 2027-03-27T23:00:00Z, 2027-03-28T22:00:00Z",
        "2027-03-28T02:30, 2027-03-28T12:00, Europe/Berlin, begins in the leap, 2027-03-28T01:00:00Z, 2027-03-28T10:00:00Z",
        "2027-03-28T00:00, 2027-03-28T02:30, Europe/Berlin, ends in the leap, 2027-03-27T23:00:00Z, 2027-03-28T01:30:00Z",
        "2027-03-28T02:00, 2027-03-28T03:00, Europe/Berlin, from its start, 2027-03-28T01:00:00Z, 2027-03-28T01:00:00Z",
        // and show the hour from 02:00 to 03:00 twice, until 01:00 UTC
        "2026-10-25, 2026-10-25, Europe/Berlin, a day of 25 hours, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "2026-10-25T02:30, 2026-10-25T12:00, Europe/Berlin, begins twice, 2026-10-25T00:30:00Z, 2026-10-25T11:00:00Z",
        "2026-10-25T00:00, 2026-10-25T02:30, Europe/Berlin, ends twice, 2026-10-24T22:00:00Z, 2026-10-25T01:30:00Z",
        "2026-10-25T02:30, 2026-10-25T02:30, Europe/Berlin, both at once, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z",
        // days that do not begin at midnight, and one that there was not
        "2018-11-04, 2018-11-04, America/Sao_Paulo, begins at one, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
        "2018-02-17, 2018-02-17, America/Sao_Paulo, ends at the second midnight, 2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z",
        "2011-12-29, 2011-12-30, Pacific/Apia, no thirtieth, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z"
    })
    void aFreezeIsAsLongAsItIsWrittenByTheClocksOfItsZone(
            String from, String to, String zone, String what, Instant begin, Instant end) {
        if (begin.equals(end)) {
            var read = Policies.read(
                    Policies.small("freeze: [{from: %s, to: %s, zone: %s, reason: test}]".formatted(from, to, zone)),
                    Set.of("dev"));
            assertThat(read.problems())
                    .extracting(problem -> problem.code().toString())
                    .containsExactly("CAS-POLICY-012");
        } else {
            var window = window(from, to, zone);
            assertThat(window.from()).isEqualTo(begin);
            assertThat(window.to()).isEqualTo(end);
        }
    }

    @Test
    void itHoldsFromItsFirstInstantToItsLast() {
        var freeze = freeze("{from: 2026-12-20, to: 2027-01-03, zone: Europe/Berlin, reason: year end}");

        assertThat(freeze.at(Instant.parse("2026-12-19T22:59:59.999999999Z"))).isEmpty();
        assertThat(freeze.at(Instant.parse("2026-12-19T23:00:00Z"))).isPresent();
        assertThat(freeze.at(Instant.parse("2027-01-03T22:59:59.999999999Z"))).isPresent();
        assertThat(freeze.at(Instant.parse("2027-01-03T23:00:00Z"))).isEmpty();
        assertThat(freeze.windows().get(0).display())
                .isEqualTo("until 2027-01-04T00:00+01:00[Europe/Berlin]: year end");
    }

    @Test
    void ofSeveralTheOneThatEndsLastIsTold() {
        var freeze = freeze("{from: 2026-12-20, to: 2026-12-31, zone: UTC, reason: short}, "
                + "{from: 2026-12-22, to: 2027-01-03, zone: UTC, reason: long}");

        assertThat(freeze.at(Instant.parse("2026-12-21T00:00:00Z"))
                        .orElseThrow()
                        .reason())
                .isEqualTo("short");
        assertThat(freeze.at(Instant.parse("2026-12-23T00:00:00Z"))
                        .orElseThrow()
                        .reason())
                .isEqualTo("long");
        assertThat(freeze.at(Instant.parse("2027-01-02T00:00:00Z"))
                        .orElseThrow()
                        .reason())
                .isEqualTo("long");
        assertThat(freeze.at(Instant.parse("2027-01-04T00:00:00Z"))).isEmpty();
    }

    @Test
    void withoutWindowsNothingIsFrozen() {
        assertThat(Policies.smallPolicy().access("dev").orElseThrow().freeze().at(Instant.MAX))
                .isEmpty();
    }
}
