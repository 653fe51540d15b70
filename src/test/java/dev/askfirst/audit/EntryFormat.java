package dev.askfirst.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/entry-format.md}, read by the tests that hold it: its kinds with their members and their example. */
public final class EntryFormat {

    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.+)\n```\n\nLeaf hash: `(.+)`\n");
    private static final Pattern MEMBER = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([a-z]+) \\| ([^|]+) \\|");

    private EntryFormat() {}

    /** A member as its table has it. */
    public record Member(String name, String type, String there) {
        boolean always() {
            return there.equals("always");
        }
    }

    /** One kind of entry, as the page describes it. A table inside it is that of the member {@code act}. */
    public record Kind(String name, List<Member> members, List<Member> inside, String json, String leaf) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static String text() {
        try {
            return Files.readString(Path.of("docs", "entry-format.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Kind> kinds() {
        return Stream.of(text().split("\n## Kind "))
                .skip(1)
                .map(EntryFormat::kind)
                .toList();
    }

    public static Kind kind(Object name) {
        return kinds().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    private static Kind kind(String section) {
        var tables = section.split("\nThe members of `act`:\n");
        var example = EXAMPLE.matcher(section);
        if (!example.find()) throw new IllegalStateException("no example in " + section);
        return new Kind(
                section.substring(1, section.indexOf('`', 1)),
                members(tables[0]),
                tables.length == 1 ? List.of() : members(tables[1]),
                example.group(1),
                example.group(2));
    }

    private static List<Member> members(String table) {
        return MEMBER.matcher(table).results().map(EntryFormat::member).toList();
    }

    private static Member member(MatchResult row) {
        return new Member(row.group(1), row.group(2), row.group(3));
    }
}
