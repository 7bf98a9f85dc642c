package io.castellan.resource.quota;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.resource.Layout;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.keyed.KeyedSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** {@code quotas}: a list of limits, each with whom it limits. */
final class QuotaSection implements Section {
    static final Map<String, String> TYPES = Map.of(
            "user", ClientQuotaEntity.USER,
            "clientId", ClientQuotaEntity.CLIENT_ID,
            "ip", ClientQuotaEntity.IP);
    private static final String OF_ADDRESSES = "connection_creation_rate";
    private static final Set<String> NAMES = TYPES.keySet();

    @Override
    public String key() {
        return "quotas";
    }

    @Override
    public Layout layout() {
        return Layout.items("user", "clientId", "ip");
    }

    @Override
    public List<Declared<?>> read(Node yaml, SectionContext context) {
        var declared = new ArrayList<Declared<?>>();
        for (var item : yaml.asSequence().map(Node.Sequence::items).orElse(List.of())) {
            context.fill(item)
                    .asMapping()
                    .flatMap(quota -> read(quota, item, context))
                    .ifPresent(declared::add);
        }
        return declared;
    }

    private static Optional<Declared<?>> read(Node.Mapping quota, Node raw, SectionContext context) {
        var entity = entity(quota, context);
        if (entity.isEmpty()) {
            return Optional.empty();
        }
        var settings = new TreeMap<String, KeyedSpec.Declaration>();
        for (var entry : quota.entries()) {
            if (!NAMES.contains(entry.key().text())) {
                setting(entry, entity.get(), context)
                        .ifPresent(value -> settings.put(entry.key().text(), value));
            }
        }
        return Optional.of(new Declared<>(
                entity.get().id(),
                new KeyedSpec(settings),
                Provenance.at(raw.at(), Cause.DECLARATION),
                context.unit(raw)));
    }

    private static Optional<QuotaEntity> entity(Node.Mapping quota, SectionContext context) {
        var parts = new TreeMap<String, Optional<String>>();
        TYPES.forEach((key, type) -> quota.get(key)
                .flatMap(Node::asScalar)
                .ifPresent(name -> parts.put(
                        type, name.text().equals(QuotaEntity.DEFAULT) ? Optional.empty() : Optional.of(name.text()))));
        boolean mixed = parts.containsKey(ClientQuotaEntity.IP) && parts.size() > 1;
        if (parts.isEmpty() || mixed) {
            context.report(
                    Problem.error(
                                    QuotaCodes.BAD_ENTITY,
                                    quota.at(),
                                    mixed
                                            ? "a quota limits an ip, or a user, a clientId or both, never an ip with one of them"
                                            : "a quota limits a user, a clientId, both, or an ip")
                            .withHint(
                                    "for example '- {user: billing, producer_byte_rate: 5MiB}'; <default> stands for all others"));
            return Optional.empty();
        }
        return Optional.of(new QuotaEntity(parts));
    }

    private static Optional<KeyedSpec.Declaration> setting(
            Node.Entry entry, QuotaEntity entity, SectionContext context) {
        var key = entry.key().text();
        var place = entry.value().at();
        var setting = Catalogue.quota().find(key);
        if (setting.isEmpty() || key.equals(OF_ADDRESSES) != entity.isIp()) {
            context.report(Catalogue.quota()
                    .refusal(key)
                    .map(refusal -> refusal.at(entry.key().at()))
                    .orElseGet(() -> Problem.error(
                            QuotaCodes.WRONG_KEY,
                            entry.key().at(),
                            entity.isIp()
                                    ? "an ip is limited by " + OF_ADDRESSES + " only, not by '" + key + "'"
                                    : OF_ADDRESSES + " limits an ip, not a user or a clientId")));
            return Optional.empty();
        }
        var scalar = entry.value().asScalar().filter(value -> value.type() != Node.Type.NULL);
        if (scalar.isEmpty()) {
            context.report(Problem.error(QuotaCodes.NO_VALUE, place, "'" + key + "' has no value")
                    .withHint("leave the key out where there is no limit"));
            return Optional.empty();
        }
        return setting.get()
                .canonical(scalar.get().text())
                .fold(
                        value -> Optional.of(new KeyedSpec.Declaration(value, Provenance.at(place, Cause.DECLARATION))),
                        refusal -> {
                            context.report(refusal.at(place));
                            return Optional.empty();
                        });
    }
}
