package io.castellan.json;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Nearest;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Says what the schema validator found in our words and at the place in the file. */
final class SchemaProblems {
    /** A generated file may repeat one mistake many thousand times. */
    static final int MAX_PROBLEMS = 200;

    private static final Set<String> CHOICES = Set.of("oneOf", "anyOf");

    private final JsonNode schema;
    private final JsonView view;

    SchemaProblems(JsonNode schema, JsonView view) {
        this.schema = schema;
        this.view = view;
    }

    /** @param known places that have an error already: no second one is reported there */
    List<Problem> of(List<Error> errors, Set<Place> known) {
        var wrongType = errors.stream()
                .filter(error -> error.getKeyword().equals("type"))
                .map(error -> error.getInstanceLocation().toString())
                .collect(Collectors.toSet());
        var problems = errors.stream()
                .filter(error -> error.getKeyword().equals("type")
                        || !wrongType.contains(error.getInstanceLocation().toString()))
                .map(this::problem)
                .filter(problem -> problem.place().stream().noneMatch(known::contains))
                .sorted()
                .distinct()
                .toList();
        if (problems.size() <= MAX_PROBLEMS) {
            return problems;
        }
        var shown = new ArrayList<>(problems.subList(0, MAX_PROBLEMS));
        var next = problems.get(MAX_PROBLEMS).place().orElseThrow();
        shown.add(Problem.error(SchemaCodes.MORE_PROBLEMS, next, "more problems follow, they are not shown"));
        return shown;
    }

    /**
     * The index of the choice that an error belongs to, or -1. What the branches of a choice that was not met lack is
     * said by the choice itself, once.
     */
    private static int choiceWithin(NodePath path) {
        for (int i = 0; i < path.getNameCount(); i++) {
            boolean branch = i + 1 == path.getNameCount() || path.getElement(i + 1) instanceof Integer;
            if (branch && CHOICES.contains(path.getName(i))) {
                return i;
            }
        }
        return -1;
    }

    private Problem problem(Error error) {
        var path = path(error.getInstanceLocation());
        var spot = view.at(path);
        int choice = choiceWithin(error.getEvaluationPath());
        if (choice >= 0) {
            return choice(error, SchemaTrail.of(schema, error.getEvaluationPath(), choice), choice, spot);
        }
        var trail = SchemaTrail.of(schema, error);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownProperty(error, trail, path);
            case "required" -> missing(error, path, spot);
            case "dependentRequired" -> dependent(error, path);
            case "propertyNames" -> name(error, trail, path);
            case "type", "pattern" -> unexpected(error, trail, spot);
            case "enum", "const" -> notOneOf(error, trail, spot);
            default -> limit(error, trail, spot);
        };
    }

    private static List<Object> path(NodePath location) {
        var path = new ArrayList<Object>();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(location.getElement(i));
        }
        return path;
    }

    private JsonView.Spot child(List<Object> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return view.at(longer);
    }

    private Problem unknownProperty(Error error, SchemaTrail trail, List<Object> path) {
        var name = error.getProperty();
        var properties = trail.last().path("properties");
        Collection<String> valid = properties.propertyNames();
        var place = child(path, name).ofWhole();
        var what = path.isEmpty() ? "unknown section '" + name + "'" : "unknown property '" + name + "'";
        return problem(
                SchemaCodes.UNKNOWN_PROPERTY,
                place,
                what + ", valid are " + String.join(", ", valid),
                belongsBelow(properties, name)
                        .map(parent -> "it stands below '" + parent + "'")
                        .or(() -> Nearest.of(name, valid).map(Nearest::question))
                        .or(() -> meantBeside(trail, path, name).map(Nearest::question))
                        .orElse(""));
    }

    /** Settings of Kafka are often written beside 'config' instead of below it. */
    private Optional<String> belongsBelow(JsonNode properties, String name) {
        return properties
                .propertyStream()
                .filter(entry -> resolved(entry.getValue()).path("properties").has(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A section of nearly the same name that has such a property: 'host' where 'hosts' was written. */
    private Optional<String> meantBeside(SchemaTrail trail, List<Object> path, String name) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        var written = path.get(path.size() - 1).toString();
        var beside = trail.schemas().stream()
                .map(schema -> schema.path("properties"))
                .filter(properties -> properties.has(written))
                .flatMap(JsonNode::propertyStream)
                .filter(entry -> !entry.getKey().equals(written))
                .filter(entry -> resolved(entry.getValue()).path("properties").has(name))
                .map(Map.Entry::getKey)
                .toList();
        return Nearest.of(written, beside);
    }

    private JsonNode resolved(JsonNode part) {
        return part.has("$ref") ? schema.at(part.path("$ref").asString().substring(1)) : part;
    }

    private static String nearest(String name, Collection<String> valid) {
        return Nearest.of(name, valid).map(Nearest::question).orElse("");
    }

    private static Problem missing(Error error, List<Object> path, JsonView.Spot spot) {
        var within = spot.key().map(key -> " in '" + key.text() + "'").orElse("");
        var place = path.isEmpty() ? spot.fallback() : spot.ofWhole();
        return problem(SchemaCodes.MISSING, place, "'" + error.getProperty() + "' is missing" + within, "");
    }

    private Problem dependent(Error error, List<Object> path) {
        var name = error.getProperty();
        var needed = error.getArguments()[0];
        var place = child(path, name).ofValue();
        return problem(SchemaCodes.COMBINATION, place, "'" + name + "' needs '" + needed + "' beside it", "");
    }

    private static Problem choice(Error error, SchemaTrail trail, int choice, JsonView.Spot spot) {
        var names = trail.last()
                .path(error.getEvaluationPath().getName(choice))
                .valueStream()
                .flatMap(branch -> branch.path("required").valueStream())
                .map(JsonNode::asString)
                .toList();
        var present = names.stream().filter(error.getInstanceNode()::has).toList();
        var all = String.join(", ", names);
        var message = present.isEmpty()
                ? "one of " + all + " is missing"
                : "only one of " + all + " can stand here, found " + String.join(" and ", present);
        return problem(SchemaCodes.COMBINATION, spot.ofWhole(), message, "");
    }

    private Problem name(Error error, SchemaTrail trail, List<Object> path) {
        var name = error.getProperty();
        var names = trail.last().path("propertyNames");
        var rule = resolved(names);
        var examples =
                rule.path("examples").valueStream().map(JsonNode::asString).toList();
        return problem(
                SchemaCodes.WRONG_NAME,
                child(path, name).ofWhole(),
                "'" + name + "' cannot stand here, expected "
                        + SchemaWords.lowerFirst(rule.path("description").asString("another name")),
                SchemaWords.forExample(examples));
    }

    private static Problem unexpected(Error error, SchemaTrail trail, JsonView.Spot spot) {
        var found = error.getInstanceNode();
        var expected = SchemaWords.expected(trail.last());
        boolean unquoted = found.isNumber() && expected.equals("text");
        var hint = unquoted ? "put it in quotes" : SchemaWords.forExample(trail.examples());
        return problem(
                SchemaCodes.WRONG_TYPE,
                spot.ofValue(),
                "expected " + expected + ", found " + SchemaWords.found(found, trail.secret()),
                hint);
    }

    private static Problem notOneOf(Error error, SchemaTrail trail, JsonView.Spot spot) {
        var found = error.getInstanceNode();
        var valid = trail.last().has("const")
                ? List.of(trail.last().path("const").asString())
                : trail.last()
                        .path("enum")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList();
        var message = "expected " + (valid.size() == 1 ? "" : "one of ") + String.join(", ", valid) + ", found "
                + SchemaWords.found(found, trail.secret());
        return problem(
                SchemaCodes.WRONG_VALUE,
                spot.ofValue(),
                message,
                found.isString() ? nearest(found.asString(), valid) : "");
    }

    private static Problem limit(Error error, SchemaTrail trail, JsonView.Spot spot) {
        var bound = trail.last().path(error.getKeyword());
        var message = SchemaWords.limit(error.getKeyword(), bound, error.getInstanceNode(), trail.secret());
        return problem(SchemaCodes.WRONG_VALUE, spot.ofValue(), message, "");
    }

    private static Problem problem(Code code, Place place, String message, String hint) {
        return Problem.error(code, place, message).withHint(hint);
    }
}
