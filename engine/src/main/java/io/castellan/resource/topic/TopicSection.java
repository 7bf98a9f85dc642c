package io.castellan.resource.topic;

import io.castellan.diagnostics.Nearest;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import io.castellan.resource.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code topics}: names with what shall be of them. */
final class TopicSection implements Section {
    static final String KEY = "topics";

    private static final String ABSENT = "absent";
    private static final String REASON = "reason";
    private static final String EVEN_IF_ACTIVE = "evenIfActive";
    private static final String OWNER = "owner";
    private static final String DESCRIPTION = "description";
    private static final List<String> WANTED =
            List.of(TopicLayer.PARTITIONS, TopicLayer.REPLICATION_FACTOR, TopicLayer.CONFIG, OWNER, DESCRIPTION);
    private static final List<String> TOMBSTONE = List.of(ABSENT, REASON, EVEN_IF_ACTIVE, OWNER, DESCRIPTION);
    private static final List<String> DEFAULTS =
            List.of(TopicLayer.PARTITIONS, TopicLayer.REPLICATION_FACTOR, TopicLayer.CONFIG);
    private static final List<String> OVERRIDE =
            List.of(TopicLayer.PARTITIONS, TopicLayer.REPLICATION_FACTOR, TopicLayer.CONFIG, "until", REASON);

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Declared<?>> read(Node yaml, SectionContext context) {
        var topics = yaml.asMapping();
        if (topics.isEmpty()) {
            context.report(Problem.error(
                    TopicCodes.WRONG_FORM,
                    yaml.at(),
                    "'topics' is a mapping of names, for example {payments.orders.v1: {partitions: 12}}"));
            return List.of();
        }
        var repeated = new Repeated();
        var defaults = context.defaults()
                .map(node -> layer(node, DEFAULTS, Cause.DEFAULTS, repeated, context))
                .orElse(TopicLayer.NONE);
        var declared = new ArrayList<Declared<?>>();
        for (var entry : topics.get().entries()) {
            var spec = spec(entry, defaults, repeated, context);
            if (spec.isPresent()) {
                declared.add(new Declared<>(
                        TopicRoom.KEY.id(entry.key().text()),
                        spec.get(),
                        Provenance.at(entry.key().at(), Cause.DECLARATION),
                        context.unit(entry.value())));
            }
        }
        return declared;
    }

    /** Names that Kafka would not allow beside each other. A tombstone's topic goes, so it is in nobody's way here. */
    @Override
    public List<Problem> review(List<Declared<?>> all) {
        var first = new HashMap<String, Declared<?>>();
        var problems = new ArrayList<Problem>();
        for (var declared : all) {
            if (isWanted(declared)) {
                var other = first.putIfAbsent(TopicName.metricForm(declared.id().name()), declared);
                if (other != null && !other.id().equals(declared.id())) {
                    problems.add(collision(declared, other));
                }
            }
        }
        return problems;
    }

    @Override
    public boolean reviewsAlike(Declared<?> one, Declared<?> other) {
        return one.id().equals(other.id()) && isWanted(one) == isWanted(other);
    }

    @Override
    public boolean unique() {
        return true;
    }

    private static boolean isWanted(Declared<?> declared) {
        return TopicRoom.KEY.declared().cast(declared.spec()).wanted().isPresent();
    }

    private static Problem collision(Declared<?> declared, Declared<?> other) {
        var message = "'" + declared.id().name() + "' and '" + other.id().name() + "'"
                + other.at().declaredAt().map(place -> " (" + place + ")").orElse("")
                + " differ only in '.' and '_', and Kafka allows only one of them";
        return declared.at()
                .declaredAt()
                .map(place -> Problem.error(TopicCodes.COLLIDING_NAMES, place, message))
                .orElseGet(() -> Problem.error(TopicCodes.COLLIDING_NAMES, message))
                .withHint("rename one of them");
    }

    private static Optional<TopicSpec> spec(
            Node.Entry entry, TopicLayer defaults, Repeated repeated, SectionContext context) {
        var name = entry.key().text();
        var fault = TopicName.fault(name);
        if (fault.isPresent()) {
            context.report(Problem.error(
                    TopicCodes.BAD_NAME, entry.key().at(), "'" + name + "' is no name of a topic: " + fault.get()));
            return Optional.empty();
        }
        var owner = TopicName.untouchable(name);
        if (owner.isPresent()) {
            context.report(Problem.error(
                            TopicCodes.KAFKAS_OWN,
                            entry.key().at(),
                            "'" + name + "' is " + owner.get() + "'s own and cannot be declared")
                    .withHint("remove it from the declaration"));
            return Optional.empty();
        }
        var node = context.fill(entry.value()).asMapping();
        if (node.isEmpty()) {
            context.report(Problem.error(
                            TopicCodes.WRONG_FORM,
                            entry.value().at(),
                            "what is declared of topic '" + name + "' is a mapping; valid are " + quoted(WANTED))
                    .withHint("write {} for a topic of defaults only, or {absent: true, reason: …} to delete it"));
            return Optional.empty();
        }
        return node.get().get(ABSENT).isPresent()
                ? tombstone(name, node.get(), context)
                : Optional.of(wanted(name, node.get(), defaults, repeated, context));
    }

    private static TopicSpec wanted(
            String name, Node.Mapping node, TopicLayer defaults, Repeated repeated, SectionContext context) {
        var declared = layer(node, WANTED, Cause.DECLARATION, repeated, context);
        // Defaults are meant for the organisation's topics: cleanup.policy: delete would lose every committed offset.
        var below = TopicName.isTunable(name) ? declared : declared.over(defaults);
        var override = context.override(name);
        var merged = override.isPresent() ? overridden(name, override.get(), below, repeated, context) : below;
        var spec = new TopicSpec.Wanted(
                merged.partitions(),
                merged.replicationFactor(),
                merged.config(),
                text(node, OWNER, context),
                context.timed(name).map(timed -> passing(timed, below)));
        text(node, DESCRIPTION, context);
        for (var problem : TopicName.isTunable(name) ? TopicLints.ofKafkas(name, spec) : TopicLints.of(spec)) {
            context.report(problem);
        }
        return spec;
    }

    private static TopicSpec.Passing passing(SectionContext.Timed timed, TopicLayer below) {
        var keys = timed.values()
                .get(TopicLayer.CONFIG)
                .flatMap(Node::asMapping)
                .map(config -> config.byKey().keySet())
                .orElse(Set.of());
        var without = new TreeMap<String, Optional<Sourced<Optional<String>>>>();
        keys.forEach(key -> without.put(key, Optional.ofNullable(below.config().get(key))));
        return new TopicSpec.Passing(timed.until(), timed.over(), Digest.of(timed.values()), without);
    }

    private static TopicLayer overridden(
            String name, Node.Mapping override, TopicLayer below, Repeated repeated, SectionContext context) {
        var upper = layer(override, OVERRIDE, Cause.OVERRIDE, repeated, context);
        TopicLints.idle(name, upper, below).forEach(context::report);
        return upper.over(below);
    }

    private static Optional<TopicSpec> tombstone(String name, Node.Mapping node, SectionContext context) {
        var place = node.get(ABSENT).map(Node::at).orElse(node.at());
        var problems = new ArrayList<Problem>();
        if (!isTrue(node, ABSENT)) {
            problems.add(Problem.error(TopicCodes.BAD_TOMBSTONE, place, "'absent' is true or left out"));
        }
        var reason = text(node, REASON, context).filter(text -> !text.isBlank());
        if (reason.isEmpty()) {
            problems.add(Problem.error(
                            TopicCodes.BAD_TOMBSTONE, place, "topic '" + name + "' is to be deleted without a reason")
                    .withHint("add reason: and say why it may go"));
        }
        node.get(EVEN_IF_ACTIVE)
                .filter(value -> value.asScalar()
                        .filter(scalar -> scalar.type() == Node.Type.BOOLEAN)
                        .isEmpty())
                .ifPresent(value -> problems.add(
                        Problem.error(TopicCodes.BAD_TOMBSTONE, value.at(), "'evenIfActive' is true or false")));
        var more = node.entries().stream()
                .map(entry -> entry.key().text())
                .filter(field -> WANTED.contains(field) && !TOMBSTONE.contains(field))
                .toList();
        if (!more.isEmpty()) {
            problems.add(Problem.error(
                            TopicCodes.BAD_TOMBSTONE,
                            place,
                            "a topic that is to be deleted has no " + quoted(more) + "; valid are " + quoted(TOMBSTONE))
                    .withHint("remove " + quoted(more) + ", or 'absent' to keep the topic"));
        }
        if (TopicName.isTunable(name)) {
            problems.add(Problem.error(
                    TopicCodes.KAFKAS_OWN, place, "'" + name + "' is Kafka's own and can never be deleted"));
        }
        context.override(name)
                .ifPresent(override -> problems.add(Problem.error(
                                TopicCodes.OVERRIDE_IDLE,
                                override.at(),
                                "topic '" + name + "' is to be deleted, so an override cannot have an effect")
                        .withHint("remove the override")));
        checkFields(node, plus(TOMBSTONE, WANTED), context);
        problems.forEach(context::report);
        return problems.stream().anyMatch(Problem::isError)
                ? Optional.empty()
                : Optional.of(new TopicSpec.Tombstone(reason.orElse(""), isTrue(node, EVEN_IF_ACTIVE)));
    }

    private static TopicLayer layer(
            Node.Mapping node, List<String> valid, Cause cause, Repeated repeated, SectionContext context) {
        checkFields(node, valid, context);
        return TopicLayer.read(node, cause, repeated, context);
    }

    private static void checkFields(Node.Mapping node, List<String> valid, SectionContext context) {
        for (var entry : node.entries()) {
            var field = entry.key().text();
            if (!valid.contains(field)) {
                context.report(Problem.error(
                                TopicCodes.UNKNOWN_FIELD,
                                entry.key().at(),
                                "unknown field '" + field + "'; valid are " + quoted(valid))
                        .withHint(meant(field, valid)));
            }
        }
    }

    private static String meant(String field, List<String> valid) {
        if (Catalogue.topic().find(field).isPresent()) {
            return "settings of Kafka stand below config: config: {" + field + ": …}";
        }
        return Nearest.of(field, valid).map(Nearest::question).orElse("");
    }

    private static Optional<String> text(Node.Mapping node, String field, SectionContext context) {
        var value = node.get(field);
        var text = value.flatMap(Node::asScalar)
                .filter(scalar -> scalar.type() != Node.Type.NULL)
                .map(Node.Scalar::text);
        if (value.isPresent() && text.isEmpty()) {
            context.report(Problem.error(TopicCodes.WRONG_FORM, value.get().at(), "'" + field + "' is a text"));
        }
        return text;
    }

    private static boolean isTrue(Node.Mapping node, String field) {
        return node.get(field)
                .flatMap(Node::asScalar)
                .filter(scalar ->
                        scalar.type() == Node.Type.BOOLEAN && scalar.text().equalsIgnoreCase("true"))
                .isPresent();
    }

    private static List<String> plus(List<String> some, List<String> others) {
        var all = new ArrayList<>(some);
        others.stream().filter(other -> !all.contains(other)).forEach(all::add);
        return all;
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }
}
