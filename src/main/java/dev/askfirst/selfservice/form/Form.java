package dev.askfirst.selfservice.form;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What somebody has filled in. A field may stand there several times. */
public record Form(Map<String, List<String>> fields) {

    public static final String TOKEN = "token";

    public String text(String name) {
        return fields.getOrDefault(name, List.of("")).getFirst().strip();
    }

    public Optional<String> given(String name) {
        return Optional.of(text(name)).filter(it -> !it.isEmpty());
    }

    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    public Optional<UUID> id(String name) {
        return given(name).flatMap(dev.askfirst.platform.Ids::parse);
    }

    /** These fields alone. */
    public Form only(Collection<String> names) {
        var some = new LinkedHashMap<>(fields);
        some.keySet().retainAll(names);
        return new Form(some);
    }

    /** Every field but the visit's own token, as a form would send it. */
    public String encoded() {
        var pairs = new ArrayList<String>();
        fields.forEach((name, values) -> {
            if (name.equals(TOKEN)) return;
            for (var value : values) pairs.add(encoded(name) + "=" + encoded(value));
        });
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
