package dev.askfirst.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a page says that a command shows: the members of replies that matter, or lines; {@code …} is whatever differs. */
sealed interface Shown {

    String ANYTHING = "…";

    String text();

    boolean isIn(String output);

    /** The last replies of the output, with at least these members. */
    record Replies(String text) implements Shown {
        @Override
        public boolean isIn(String output) {
            var wanted = values(text);
            var all = values(output);
            var last = all.subList(Math.max(0, all.size() - wanted.size()), all.size());
            return fitAll(wanted, last);
        }

        private static boolean fitAll(List<JsonNode> wanted, List<JsonNode> found) {
            if (wanted.size() != found.size()) return false;
            for (var number = 0; number < wanted.size(); number++) {
                if (!fits(wanted.get(number), found.get(number))) return false;
            }
            return true;
        }

        private static boolean fits(JsonNode wanted, JsonNode found) {
            if (found == null) return false;
            if (wanted.isTextual() && wanted.textValue().equals(ANYTHING)) return true;
            if (wanted.isArray()) return found.isArray() && fitAll(list(wanted), list(found));
            if (!wanted.isObject()) return wanted.equals(found);
            return wanted.properties().stream().allMatch(it -> fits(it.getValue(), found.get(it.getKey())));
        }

        private static List<JsonNode> list(JsonNode array) {
            var list = new ArrayList<JsonNode>();
            array.forEach(list::add);
            return list;
        }

        private static List<JsonNode> values(String text) {
            try (var values = new JsonMapper().readerFor(JsonNode.class).<JsonNode>readValues(text)) {
                return values.readAll();
            } catch (JsonProcessingException e) {
                throw new AssertionError("this is not JSON alone: " + text, e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Lines that are all among those of the output. */
    record Lines(String text) implements Shown {
        @Override
        public boolean isIn(String output) {
            var lines = Arrays.asList(output.split("[\\r\\n]+"));
            return text.lines()
                    .map(Lines::pattern)
                    .allMatch(wanted ->
                            lines.stream().anyMatch(line -> wanted.matcher(line).matches()));
        }

        private static Pattern pattern(String line) {
            return Pattern.compile(Pattern.quote(line).replace(ANYTHING, "\\E.*\\Q"));
        }
    }

    static Optional<Shown> of(String language, String text) {
        if (language == null) return Optional.empty();
        return Optional.of(language.equals("json") ? new Replies(text) : new Lines(text));
    }
}
