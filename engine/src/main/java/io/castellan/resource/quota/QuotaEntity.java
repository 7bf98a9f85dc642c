package io.castellan.resource.quota;

import io.castellan.model.ResourceId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * Whom a quota limits.
 *
 * @param parts Kafka's entity types to names; an empty name is the default of its type
 */
record QuotaEntity(Map<String, Optional<String>> parts) {
    static final String DEFAULT = "<default>";

    QuotaEntity {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a quota limits somebody");
        }
    }

    static QuotaEntity of(ClientQuotaEntity entity) {
        var parts = new TreeMap<String, Optional<String>>();
        entity.entries().forEach((type, name) -> parts.put(type, Optional.ofNullable(name)));
        return new QuotaEntity(parts);
    }

    ClientQuotaEntity toKafka() {
        var entries = new LinkedHashMap<String, String>();
        parts.forEach((type, name) -> entries.put(type, name.orElse(null)));
        return new ClientQuotaEntity(entries);
    }

    /** {@code user=billing,client-id=<default>}; a name with other than plain characters is quoted. */
    ResourceId id() {
        return QuotaRoom.KEY.id(parts.entrySet().stream()
                .map(part -> part.getKey() + "="
                        + part.getValue().map(QuotaEntity::quoted).orElse(DEFAULT))
                .collect(Collectors.joining(",")));
    }

    /** The inverse of {@link #id()}, for names that it made. */
    static QuotaEntity parse(ResourceId id) {
        var parts = new TreeMap<String, Optional<String>>();
        var text = id.name();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            var type = text.substring(at, equals);
            var name = new StringBuilder();
            at = equals + 1;
            boolean quoted = at < text.length() && text.charAt(at) == '"';
            if (quoted) {
                at++;
                while (text.charAt(at) != '"') {
                    at += text.charAt(at) == '\\' ? 1 : 0;
                    name.append(text.charAt(at++));
                }
                at++;
            } else {
                while (at < text.length() && text.charAt(at) != ',') {
                    name.append(text.charAt(at++));
                }
            }
            boolean isDefault = !quoted && name.toString().equals(DEFAULT);
            parts.put(type, isDefault ? Optional.empty() : Optional.of(name.toString()));
            at++; // the comma
        }
        return new QuotaEntity(parts);
    }

    private static String quoted(String name) {
        Objects.requireNonNull(name, "name");
        return name.matches("[A-Za-z0-9._@:/+-]+")
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    boolean isIp() {
        return parts.containsKey(ClientQuotaEntity.IP);
    }
}
