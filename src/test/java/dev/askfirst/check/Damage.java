package dev.askfirst.check;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What was done to a database, and what is found of it. */
record Damage(String damage, List<String> sql, String finds) {

    static List<Damage> all() {
        try {
            return new YAMLMapper()
                    .readValue(Path.of("src/test/resources/check/damages.yaml").toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With ids in place of their names. */
    Damage about(Map<String, String> ids) {
        return new Damage(damage, sql.stream().map(it -> named(it, ids)).toList(), named(finds, ids));
    }

    private static String named(String text, Map<String, String> ids) {
        var named = text;
        for (var id : ids.entrySet()) named = named.replace("{" + id.getKey() + "}", id.getValue());
        return named;
    }

    @Override
    public String toString() {
        return damage;
    }
}
