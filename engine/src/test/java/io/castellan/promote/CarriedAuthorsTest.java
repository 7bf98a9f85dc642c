package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.git.Commit;
import io.castellan.git.Person;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarriedAuthorsTest {
    private static final Person MOVER = new Person("mover", "mover@example.org");
    private static final Person WRITER = new Person("writer", "writer@example.org");
    private static final Person HOST = new Person("Host", "noreply@host.example.org");

    private static Commit commit(Person author, Person committer, Person... others) {
        return new Commit("c", List.of(), author, committer, List.of(others), Instant.EPOCH, "subject");
    }

    private static List<String> carried(Commit... commits) {
        return CarriedAuthors.of(List.of(commits), HOST::equals, MOVER);
    }

    @Test
    void everybodyBehindACommitIsCarriedOnce() {
        var helper = new Person("helper", "helper@example.org");

        assertThat(carried(commit(WRITER, WRITER, helper), commit(WRITER, helper)))
                .containsExactly("helper <helper@example.org>", "writer <writer@example.org>");
    }

    @Test
    void aHostIsNobodyWhereItCommitsAndSomebodyWhereItWrites() {
        assertThat(carried(commit(WRITER, HOST))).containsExactly("writer <writer@example.org>");
        assertThat(carried(commit(HOST, HOST))).containsExactly("Host <noreply@host.example.org>");
    }

    @Test
    void whoMovesItIsTheAuthorAnyway() {
        assertThat(carried(commit(MOVER, MOVER))).isEmpty();
    }

    @Test
    void whoHasNoAddressStaysSomebodyUnknown() {
        assertThat(carried(commit(new Person("root", ""), WRITER)))
                .containsExactly("root <unknown>", "writer <writer@example.org>");
        assertThat(CarriedAuthors.of(
                        List.of(commit(new Person("root", ""), HOST)), HOST::equals, new Person("mover", "")))
                .containsExactly("root <unknown>");
    }

    @Test
    void aNameCannotMakeATrailerOrAnAddressOfItsOwn() {
        var hostile = new Person("x <admin@example.org>\nCastellan-Ledger: dev@0000", "a@b>\nSigned-off-by: c");

        assertThat(carried(commit(hostile, HOST)))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .isEqualTo("x admin@example.org Castellan-Ledger: dev@0000 <a@b Signed-off-by: c>"));
    }
}
