package io.castellan.resource.catalogue;

import io.castellan.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Canonical values as people write them: {@code 7d}, {@code 50GiB}, lists as lists. Reading them gives the same value again. */
public final class Tidy {
    private Tidy() {}

    /**
     * Those of a resource's own settings that can be declared. Platform keys, secrets, keys that the catalogue does not know, and
     * values that it does not take are left out.
     */
    public static Map<String, Value> of(Catalogue catalogue, Map<String, String> live) {
        var settings = new TreeMap<String, Value>();
        live.forEach((key, value) -> {
            if (!Catalogue.isPlatform(key) && catalogue.refusal(key).isEmpty() && !value.contains("${")) {
                catalogue
                        .find(key)
                        .filter(setting -> !setting.writeOnly())
                        .filter(setting -> setting.canonical(value).canonical().equals(Optional.of(value)))
                        .ifPresent(setting -> settings.put(key, of(setting, value)));
            }
        });
        return settings;
    }

    public static Value of(Setting setting, String canonical) {
        if (setting.isList()) {
            var items = setting.items(canonical);
            return items.size() == 1 ? Value.text(items.get(0)) : Value.texts(items);
        }
        if (setting.highest().contains(canonical) || !canonical.matches("[0-9]{1,18}")) {
            return number(canonical);
        }
        long amount = Long.parseLong(canonical);
        var units = new ArrayList<>(setting.measure().units().entrySet());
        Collections.reverse(units);
        for (Map.Entry<String, Long> unit : units) {
            var one = setting.measure().convert(BigDecimal.ONE, unit.getKey());
            boolean whole = one.signum() > 0 && one.scale() <= 0 && amount > 0 && amount % one.longValueExact() == 0;
            if (whole && one.longValueExact() > 1) {
                return Value.text(amount / one.longValueExact() + unit.getKey());
            }
        }
        return Value.whole(amount);
    }

    private static Value number(String canonical) {
        return canonical.matches("-?[0-9]{1,18}") ? Value.whole(Long.parseLong(canonical)) : Value.text(canonical);
    }
}
