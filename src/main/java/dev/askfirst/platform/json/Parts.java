package dev.askfirst.platform.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The parts of those countries of which we know the parts: the states of the United States, the provinces of Canada. */
public final class Parts {

    private static final List<Part> ALL = lines("/places/parts.tab").stream()
            .map(columns -> new Part(
                    columns.get(0) + "-" + columns.get(1),
                    List.of(columns.get(2).split("\\|")),
                    List.of(columns.get(3).split(","))))
            .toList();

    /**
     * A part of a country.
     *
     * @param code such as {@code US-FL}
     * @param names how it is called
     * @param zones the names of all that are kept in it
     */
    public record Part(String code, List<String> names, List<String> zones) {
        public String country() {
            return code.substring(0, 2);
        }
    }

    private Parts() {}

    /** Those of a country; none of most. */
    public static List<Part> of(String country) {
        return ALL.stream().filter(part -> part.country().equals(country)).toList();
    }

    public static Optional<Part> find(String code) {
        return ALL.stream().filter(part -> part.code().equals(code)).findFirst();
    }

    /** The lines of a table that comes with the service, each as its columns. */
    public static List<List<String>> lines(String table) {
        try (var lines = new BufferedReader(
                new InputStreamReader(Parts.class.getResourceAsStream(table), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
