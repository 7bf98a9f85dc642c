package io.castellan.state;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.Environment;
import io.castellan.model.Node;
import io.castellan.resource.SectionContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What one section is given while one environment is read.
 *
 * @param wrongForm where the schema found something wrong: what the section says of the same place is not said again
 */
record Context(
        String section,
        Environment environment,
        Variables variables,
        Instant now,
        Set<Place> wrongForm,
        Problems problems)
        implements SectionContext {
    @Override
    public void report(Problem problem) {
        if (problem.place().stream().noneMatch(wrongForm::contains)) {
            problems.add(problem);
        }
    }

    @Override
    public Node fill(Node raw) {
        return variables.fill(raw);
    }

    @Override
    public Optional<Node.Mapping> defaults() {
        return Optional.ofNullable(environment.defaults().get(section)).flatMap(this::filled);
    }

    @Override
    public Optional<Node.Mapping> override(String name) {
        if (environment.overrides().isEmpty()) {
            return Optional.empty();
        }
        return environment.overrides().stream()
                .filter(override -> override.section().equals(section)
                        && override.resource().equals(name)
                        && override.inForce(now))
                .findFirst()
                .flatMap(override -> filled(override.values()));
    }

    @Override
    public Optional<Timed> timed(String name) {
        return environment.overrides().stream()
                .filter(override -> override.section().equals(section)
                        && override.resource().equals(name)
                        && override.until().isPresent())
                .findFirst()
                .map(override -> new Timed(override.until().orElseThrow(), !override.inForce(now), override.values()));
    }

    private Optional<Node.Mapping> filled(Node.Mapping mapping) {
        return variables.fill(mapping).asMapping();
    }
}
