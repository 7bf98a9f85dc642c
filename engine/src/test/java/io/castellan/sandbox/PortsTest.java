package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void chosenPortsAreDifferentAndFree() {
        var chosen = new Ports(new Random(1)).choose(18);

        assertThat(chosen).hasSize(18).doesNotHaveDuplicates().allMatch(Ports::free);
    }

    @Test
    void aPortInUseIsNotFreeAndNotChosen() throws IOException {
        // given the first port that this seed would choose
        var first = new Ports(new Random(7)).choose(1).get(0);
        try (var taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            // then
            assertThat(Ports.free(first)).isFalse();
            assertThat(Ports.answers(first)).isTrue();
            assertThat(new Ports(new Random(7)).choose(3)).doesNotContain(taken.getLocalPort());
        }
        assertThat(Ports.answers(first)).isFalse();
    }

    @Test
    void whenTooFewAreFreeTheNumbersAreSaid() {
        // given a source of one port only
        var stuck = new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return 5;
            }
        };

        assertThatThrownBy(() -> new Ports(stuck).choose(4))
                .hasMessageContaining("CAS-SANDBOX-006")
                .hasMessageContaining("4 free ports are needed")
                .hasMessageContaining("found 1");
    }
}
