package dev.askfirst.consent.request;

import dev.askfirst.platform.postgres.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The conditions of a query; those without a value are left out. */
public final class Conditions {

    private final List<String> all = new ArrayList<>(List.of("true"));
    private final Map<String, Object> values = new LinkedHashMap<>();

    public Conditions and(String condition) {
        all.add(condition);
        return this;
    }

    /** The condition names the value: {@code x = :name}. */
    public Conditions and(String condition, String name, Optional<?> value) {
        value.ifPresent(it -> {
            all.add(condition);
            values.put(name, it);
        });
        return this;
    }

    /** The query that begins so, under these conditions, with their values. */
    public Sql.Call query(String select, String rest) {
        var call = new Sql.Call(Sql.of(select + String.join(" and ", all) + rest), Map.of());
        for (var value : values.entrySet()) call = call.with(value.getKey(), value.getValue());
        return call;
    }
}
