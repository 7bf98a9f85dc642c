package io.castellan.capture;

import io.castellan.environment.Environment;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.Registry;
import io.castellan.resource.Section;
import io.castellan.resource.World;
import io.castellan.yaml.YamlValue;
import io.castellan.yaml.YamlWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Writes what is live as YAML. Pure: the same world gives the same text. */
public final class Capture {
    private final Registry registry;

    public Capture(Registry registry) {
        this.registry = registry;
    }

    /**
     * The sections that stand in one home.
     *
     * @return empty where nothing of them is live
     */
    public Optional<String> write(Section.Home home, World world, Environment environment) {
        var file = YamlValue.entries();
        for (Captor captor : registry.captors()) {
            if (captor.home() == home) {
                captor.capture(world, Optional.ofNullable(environment.defaults().get(captor.section())))
                        .ifPresent(section -> file.put(captor.section(), section.fold(new Written(captor, ""))));
            }
        }
        return file.isEmpty() ? Optional.empty() : Optional.of(YamlWriter.write(file.build()));
    }

    /** Values as YAML. Decimals of canonical text are written as numbers. */
    private record Written(Captor captor, String field) implements Value.Cases<YamlValue> {
        @Override
        public YamlValue text(String text) {
            if (captor.isName(field)) {
                return YamlValue.text(text);
            }
            if (text.equals("true") || text.equals("false")) {
                return YamlValue.truth(Boolean.parseBoolean(text));
            }
            return text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?") && text.length() < 18
                    ? YamlValue.number(new BigDecimal(text))
                    : YamlValue.text(text);
        }

        @Override
        public YamlValue whole(long number) {
            return YamlValue.number(number);
        }

        @Override
        public YamlValue items(List<Value> items) {
            return YamlValue.items(items.stream().map(item -> item.fold(this)).toList());
        }

        @Override
        public YamlValue entries(SortedMap<String, Value> entries) {
            var mapping = YamlValue.entries();
            entries.forEach((name, value) -> mapping.put(name, value.fold(new Written(captor, name))));
            return mapping.build();
        }

        @Override
        public YamlValue secret(String reference) {
            return YamlValue.text("${" + reference + "}");
        }

        @Override
        public YamlValue unset() {
            return new YamlValue.Scalar("null");
        }
    }
}
