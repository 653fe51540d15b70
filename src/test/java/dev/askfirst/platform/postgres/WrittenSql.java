package dev.askfirst.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL that stands in the sources: texts of Java classes, and what migrations leave behind. */
final class WrittenSql {

    /**
     * One statement, in lower case, with single spaces and without comments.
     *
     * @param place the class, or the function or view, that it stands in
     */
    record Statement(String place, String sql) {}

    private static final Path MAIN = Path.of("src/main/java/dev/askfirst");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static final Pattern TEXT =
            Pattern.compile("\"\"\"\\n([\\s\\S]*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"(\\s*\\+\\s*(?=\"))?");
    private static final Pattern SQL = Pattern.compile(
            "(?s).*\\b(select\\b.*\\bfrom|insert into|update \\S+( \\w+)? set|delete from|with \\w+ as)\\b.*");
    private static final Pattern LEFT_BEHIND = Pattern.compile(
            "create (?:or replace )?(?:function|view) (\\w+)(?s:.*?)(?:\\$\\$(.*?)\\$\\$|\\bas (select .*?);)");

    private WrittenSql() {}

    /** Every class as one text, in lower case. */
    static List<String> classes() throws IOException {
        var all = new ArrayList<String>();
        for (var file : files()) all.add(plain(Files.readString(file)));
        return all;
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.walk(MAIN)) {
            return files.filter(it -> it.toString().endsWith(".java")).sorted().toList();
        }
    }

    /** Every statement that is written out in a class; where a name is filled in it has {@code %s}. */
    static List<Statement> ofClasses() throws IOException {
        var all = new ArrayList<Statement>();
        for (var file : files()) {
            var place = MAIN.relativize(file).toString().replace('\\', '/').replace(".java", "");
            for (var text : texts(Files.readString(file)))
                if (SQL.matcher(text).matches()) all.add(new Statement(place, text));
        }
        return all;
    }

    /** The migrations in their order, each as one text. */
    static List<String> migrations() throws IOException {
        try (var files = Files.list(MIGRATIONS)) {
            var all = new ArrayList<String>();
            for (var file :
                    files.sorted(Comparator.comparing(WrittenSql::version)).toList())
                all.add(plain(Files.readString(file)));
            return all;
        }
    }

    /** The statements of functions and views as the last migration leaves them. */
    static List<Statement> leftBehind() throws IOException {
        Map<String, String> bodies = new LinkedHashMap<>();
        for (var migration : migrations()) {
            var made = LEFT_BEHIND.matcher(migration);
            while (made.find()) bodies.put(made.group(1), made.group(2) == null ? made.group(3) : made.group(2));
        }
        var all = new ArrayList<Statement>();
        bodies.forEach((name, body) -> {
            for (var sql : body.split(";")) if (SQL.matcher(sql).matches()) all.add(new Statement(name, sql.strip()));
        });
        return all;
    }

    /** Texts that are added to each other count as one. */
    private static List<String> texts(String source) {
        var all = new ArrayList<String>();
        var before = new StringBuilder();
        var text = TEXT.matcher(source.replaceAll("(?m)^\\s*(//|\\*|/\\*\\*).*$", ""));
        while (text.find()) {
            before.append(text.group(1) == null ? text.group(2) : text.group(1));
            if (text.group(3) != null) continue;
            all.add(plain(before.toString()));
            before.setLength(0);
        }
        return all;
    }

    private static String plain(String sql) {
        return sql.replaceAll("--[^\\n]*", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** V021 comes before V021_1. */
    private static String version(Path file) {
        Matcher number = Pattern.compile("V(\\d+)(?:_(\\d+))?__.*")
                .matcher(file.getFileName().toString());
        if (!number.matches()) throw new IllegalStateException(file + " is no migration");
        return "%06d.%06d"
                .formatted(
                        Integer.parseInt(number.group(1)),
                        number.group(2) == null ? 0 : Integer.parseInt(number.group(2)));
    }
}
