package io.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import io.castellan.model.Baseline;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Observed;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.resource.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    @Test
    void meetsEveryResourceOnceWithAllThatIsKnownOfIt() {
        for (long seed = 1; seed <= 500; seed++) {
            var random = new Random(seed);
            var desired = new TreeMap<ResourceId, Declared<String>>();
            var baseline = new TreeMap<ResourceId, Baseline<String>>();
            var observed = new TreeMap<ResourceId, Observed<String>>();
            for (int i = 0; i < 12; i++) {
                if (random.nextBoolean()) {
                    desired.put(id(i), declared(i));
                }
                if (random.nextBoolean()) {
                    baseline.put(id(i), Baseline.of(declared(i)));
                }
                if (random.nextBoolean()) {
                    observed.put(id(i), Observed.present("seen " + i));
                }
            }

            var met = new ArrayList<Triple<String, String>>();
            new SideBySide<>(new Scope<>(desired, baseline), observed).forEach(met::add);

            assertThat(met).as("seed %d", seed).isEqualTo(lookedUp(desired, baseline, observed));
        }
    }

    private static List<Triple<String, String>> lookedUp(
            Map<ResourceId, Declared<String>> desired,
            Map<ResourceId, Baseline<String>> baseline,
            Map<ResourceId, Observed<String>> observed) {
        var ids = new TreeSet<>(desired.keySet());
        ids.addAll(baseline.keySet());
        ids.addAll(observed.keySet());
        return ids.stream()
                .map(id -> new Triple<>(
                        id,
                        Optional.ofNullable(desired.get(id)),
                        baseline.getOrDefault(id, Baseline.none()),
                        observed.getOrDefault(id, Observed.missing())))
                .toList();
    }

    private static ResourceId id(int i) {
        return new ResourceId("thing", "t" + i);
    }

    private static Declared<String> declared(int i) {
        return new Declared<>(
                id(i),
                "declared " + i,
                Provenance.at(Place.whole("f.yaml"), Cause.DECLARATION),
                Digest.ofBytes(new byte[] {(byte) i}));
    }
}
