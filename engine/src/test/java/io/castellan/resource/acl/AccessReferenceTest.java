package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccessReferenceTest {
    @Test
    void thePageTellsWhatEveryGrantComesTo() throws IOException {
        assertThat(AccessReference.rows("grant"))
                .containsExactlyElementsOf(Arrays.stream(GrantRight.values())
                        .map(AccessReferenceTest::row)
                        .toList());
    }

    private static List<String> row(GrantRight right) {
        return List.of(
                right.grant(),
                right.field(),
                right.guarded().word()
                        + switch (right.meaning()) {
                            case NAMES -> ", as named";
                            case NAME -> ", of that name";
                            case OWNER -> ", prefixed with it and a hyphen";
                        },
                right.operations().stream().map(Operation::word).collect(Collectors.joining(", ")));
    }

    @Test
    void whatCastellanNeedsCanBeDeclared() throws IOException {
        for (var table : List.of("to plan", "to apply")) {
            assertThat(AccessReference.needed(table, "User:castellan"))
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allMatch(rule -> rule.pattern().guarded().checks(rule.operation()));
        }
    }
}
