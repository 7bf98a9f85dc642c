package io.castellan.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.Place;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
    private static final KindKey<String, String> LAMP = new KindKey<>("lamp", "lamps", String.class, String.class);
    private static final KindKey<Integer, String> DOOR = new KindKey<>("door", "doors", Integer.class, String.class);

    private static <D> Declared<D> declared(ResourceId id, D spec) {
        return new Declared<>(
                id, spec, Provenance.at(Place.whole("a.yaml"), Cause.DECLARATION), Digest.ofBytes(new byte[0]));
    }

    private static Declarations house() {
        return Declarations.of(List.of(
                declared(LAMP.id("hall"), "on"),
                declared(DOOR.id("front"), 2),
                declared(LAMP.id("attic"), "off"),
                declared(DOOR.id("back"), 1)));
    }

    @Test
    void allAreInTheOrderOfTheirIdsAndFoundByThem() {
        var all = house().all();

        assertThat(all.keySet()).containsExactly(DOOR.id("back"), DOOR.id("front"), LAMP.id("attic"), LAMP.id("hall"));
        assertThat(all).hasSize(4).containsKey(LAMP.id("hall")).doesNotContainKey(LAMP.id("front"));
        assertThat(all.get(LAMP.id("hall")).spec()).isEqualTo("on");
        assertThat(all.get(new ResourceId("window", "hall"))).isNull();
        assertThat(Declarations.none().all()).isEmpty();
    }

    @Test
    void thoseOfOneKindAreInTheOrderOfTheirIds() {
        assertThat(house().of(LAMP).keySet()).containsExactly(LAMP.id("attic"), LAMP.id("hall"));
        assertThat(house().of(new KindKey<>("window", "windows", String.class, String.class)))
                .isEmpty();
    }

    @Test
    void whatIsOfAnotherTypeThanItsKindIsADefectEachTimeItIsAskedFor() {
        var house = Declarations.of(List.of(declared(LAMP.id("hall"), 3)));

        assertThatThrownBy(() -> house.of(LAMP)).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> house.of(LAMP)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void othersTakeThePlaceOfThoseOfTheSameResources() {
        var house = house();
        var darker = house.with(List.of(declared(LAMP.id("hall"), "off"), declared(DOOR.id("back"), 3)));

        assertThat(darker.all().keySet()).containsExactlyElementsOf(house.all().keySet());
        assertThat(darker.of(LAMP).get(LAMP.id("hall"))).isEqualTo(declared(LAMP.id("hall"), "off"));
        assertThat(darker.of(DOOR).get(DOOR.id("back"))).isEqualTo(declared(DOOR.id("back"), 3));
        assertThat(darker.of(DOOR).get(DOOR.id("front"))).isEqualTo(declared(DOOR.id("front"), 2));
        assertThat(house.of(LAMP).get(LAMP.id("hall"))).isEqualTo(declared(LAMP.id("hall"), "on"));
    }

    @Test
    void nothingComesWithTheOthers() {
        var house = house();
        var more = List.of(declared(LAMP.id("cellar"), "on"));

        assertThatThrownBy(() -> house.with(more)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsDeclaredTwice() {
        var twice = List.of(declared(LAMP.id("hall"), "on"), declared(LAMP.id("hall"), "off"));

        assertThatThrownBy(() -> Declarations.of(twice)).isInstanceOf(IllegalArgumentException.class);
    }
}
