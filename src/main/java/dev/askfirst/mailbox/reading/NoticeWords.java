package dev.askfirst.mailbox.reading;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What mail servers say, by {@code mailbox/notices.yaml}. */
final class NoticeWords {

    private static final int LONGEST = 16_000;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern ADDRESSES = Pattern.compile("[^\\s@]{0,100}@\\S{0,200}");

    private static final Map<String, List<Pattern>> WORDS = load();

    private NoticeWords() {}

    /** Whether a plain text says something of this kind; it must have been made plain. */
    static boolean says(String kind, String plain) {
        return WORDS.get(kind).stream().anyMatch(it -> it.matcher(plain).find());
    }

    /** The text as its words are compared: in lower case, in one line, without addresses. */
    static String plain(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var line = SPACES.matcher(cut).replaceAll(" ").toLowerCase(Locale.ROOT);
        return ADDRESSES.matcher(line).replaceAll(" ");
    }

    private static Map<String, List<Pattern>> load() {
        try (var yaml = NoticeWords.class.getResourceAsStream("/mailbox/notices.yaml")) {
            return new YAMLMapper()
                    .readValue(yaml, new TypeReference<Map<String, List<String>>>() {}).entrySet().stream()
                            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> patterns(it.getValue())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Pattern> patterns(List<String> texts) {
        return texts.stream().map(Pattern::compile).toList();
    }
}
