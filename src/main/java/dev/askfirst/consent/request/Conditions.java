package dev.askfirst.consent.request;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a query; those without a value are left out. */
public final class Conditions {

    private final List<String> all = new ArrayList<>(List.of("true"));
    private final List<Object> values = new ArrayList<>();

    public Conditions and(String condition) {
        all.add(condition);
        return this;
    }

    public Conditions and(String condition, Optional<?> value) {
        value.ifPresent(it -> {
            all.add(condition);
            values.add(it);
        });
        return this;
    }

    public String sql() {
        return String.join(" and ", all);
    }

    public void bind(PreparedStatement select) throws SQLException {
        for (var i = 0; i < values.size(); i++) select.setObject(i + 1, values.get(i));
    }
}
