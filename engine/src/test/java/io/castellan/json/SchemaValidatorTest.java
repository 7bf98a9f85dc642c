package io.castellan.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import io.castellan.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaValidatorTest {
    private static final SchemaValidator SCHEMAS = new SchemaValidator();

    @Test
    void saysWhichSectionWasProbablyMeant() {
        var problems = validate(Nodes.mapping("topisc", Nodes.mapping()));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).code()).isEqualTo(SchemaCodes.UNKNOWN_PROPERTY);
        assertThat(problems.get(0).hint()).isEqualTo("did you mean 'topics'?");
    }

    @Test
    void acceptsATopic() {
        var topic = Nodes.mapping("partitions", Nodes.number("24"), "owner", Nodes.text("payments"));

        assertThat(validate(Nodes.mapping("topics", Nodes.mapping("payments.orders.v1", topic))))
                .isEmpty();
    }

    private static List<Problem> validate(Node node) {
        assertThat(node.toValue()).isInstanceOf(Value.Entries.class);
        var problems = new Problems();
        SCHEMAS.validate(SchemaValidator.STATE, node, problems);
        return problems.sorted();
    }
}
