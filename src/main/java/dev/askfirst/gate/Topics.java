package dev.askfirst.gate;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What messages are about that do not say it themselves: by list, sender address or user, from a file. */
public final class Topics {

    private static final Set<String> KINDS = Set.of("list", "sender", "user");
    private static final Set<String> MEMBERS = Set.of("topic", "controller", "campaign", "authorship", "author");

    private final Map<String, Subject> subjects = new HashMap<>();
    private final Subject fallback;

    private Topics(Subject fallback) {
        this.fallback = fallback;
    }

    /** Nothing but one topic for all, if one is given. */
    public static Topics of(Optional<String> topic) {
        return new Topics(topic.map(it -> new Subject(Map.of("topic", it))).orElse(Subject.NOTHING));
    }

    /**
     * A line for each: kind (list, sender or user), whom it means, topic, and maybe {@code controller=…}, {@code campaign=…},
     * {@code authorship=…}, {@code author=…}. Lines that begin with # are for people.
     *
     * @param topic for messages that no line is about
     */
    public static Topics read(Path file, Optional<String> topic) {
        var topics = of(topic);
        try {
            var number = 0;
            for (var line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank() && !line.startsWith("#"))
                    topics.add(line.strip().split("\\s+"), file + ":" + number);
            }
        } catch (IOException e) {
            throw new StartRefused("cannot read the map " + file);
        }
        return topics;
    }

    /** Of all that is said about it, what is said most closely: its list, its sender's address, the address' domain, its user. */
    Subject of(Optional<String> list, String sender, Optional<String> user) {
        var address = sender.toLowerCase(Locale.ROOT);
        return list.map(it -> subjects.get("list " + listId(it)))
                .or(() -> Optional.ofNullable(subjects.get("sender " + address)))
                .or(() -> Optional.ofNullable(
                        subjects.get("sender " + address.substring(Math.max(0, address.lastIndexOf('@'))))))
                .or(() -> user.map(it -> subjects.get("user " + it)))
                .orElse(fallback);
    }

    private void add(String[] words, String where) {
        if (words.length < 3 || !KINDS.contains(words[0])) {
            throw new StartRefused(where + ": a line is list, sender or user, then whom it means, then the topic");
        }
        var members = new HashMap<>(Map.of("topic", words[2]));
        for (var word : List.of(words).subList(3, words.length)) {
            var parts = word.split("=", 2);
            if (parts.length != 2 || !MEMBERS.contains(parts[0])) {
                throw new StartRefused(
                        "%s: `%s` is none of controller=, campaign=, authorship= and author=".formatted(where, word));
            }
            members.put(parts[0], parts[1]);
        }
        var whom = switch (words[0]) {
            case "list" -> listId(words[1]);
            case "sender" -> words[1].toLowerCase(Locale.ROOT);
            default -> words[1];
        };
        if (subjects.put(words[0] + " " + whom, new Subject(members)) != null) {
            throw new StartRefused(where + ": this was said before");
        }
    }

    /** Of {@code "News" <news.acme.example>}, what stands in the brackets (RFC 2919). */
    private static String listId(String value) {
        var open = value.lastIndexOf('<');
        var close = value.lastIndexOf('>');
        return (open < 0 || close < open ? value : value.substring(open + 1, close))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
