package io.castellan.access;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the variables of every environment may be. A variable that is not named here may be anything.
 *
 * @param byName ordered
 */
public record VariableRanges(Map<String, VariableRange> byName) {
    public VariableRanges {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** @param variables as an environment defines them */
    public List<Problem> check(Map<String, Node.Scalar> variables) {
        var problems = new ArrayList<Problem>();
        byName.forEach((name, range) -> {
            var value = variables.get(name);
            if (value != null && !range.holds(value)) {
                problems.add(Problem.error(
                                PolicyCodes.VARIABLE_OUT_OF_RANGE,
                                value.at(),
                                "variable '" + name + "' is " + range.display() + " by the policy, not '" + value.text()
                                        + "'")
                        .withHint(
                                value.type() == Node.Type.STRING && value.text().matches("-?[0-9]+")
                                        ? "take away the quotes"
                                        : "see 'variables' in castellan.yaml"));
            }
        });
        return List.copyOf(problems);
    }
}
