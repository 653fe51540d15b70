package dev.askfirst.mailbox.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Real bounces are read as Sisimai reads them, and no ordinary mail is taken for one. Where the mails come from stands in
 * {@code docs/contributors.md}: none of them is part of this project.
 */
class BouncesTest {

    /** So many are found to be what they are: a bounce, a complaint, an answer of a program. */
    private static final double FOUND = 0.98;

    /** So many are taken for hard or soft as there. */
    private static final double ALIKE = 0.98;

    private static final long MOST = 64 * 1024 * 1024;

    /** One line of the tables of Sisimai's tests: a file, and what is said of one of its recipients. */
    private static final Pattern TOLD = Pattern.compile(
            "\\{\"(\\w+)\",\\s*\\d+,\\s*\"([^\"]*)\",\\s*\"[^\"]*\",\\s*\"([^\"]*)\",\\s*(true|false),\\s*\"([^\"]*)\"\\}");

    private static final Pattern PUBLIC = Pattern.compile("publiclist := (.*?)EngineTest\\(", Pattern.DOTALL);

    /** Refusals after the whole message was sent: the server's words say that nobody is there, Sisimai that the message was the reason. */
    private static final String EITHER = "filtered";

    private static final Set<String> COMPLAINTS = Set.of("abuse", "fraud", "virus", "other", "opt-out");

    @Test
    @EnabledIfSystemProperty(named = "tests.bounces", matches = ".+")
    @EnabledIfSystemProperty(named = "tests.bounces.told", matches = ".+")
    void realBouncesAreReadAsOthersReadThem() throws IOException {
        var told = told(Path.of(System.getProperty("tests.bounces.told"), "fact"));
        var folder = Path.of(System.getProperty("tests.bounces"), "maildir", "bsd");
        var wrong = new TreeMap<String, String>();
        var read = 0;
        var lost = 0;
        for (var one : told.entrySet()) {
            var file = folder.resolve(one.getKey() + ".eml");
            if (!Files.exists(file)) continue;
            read++;
            var here = new TreeSet<>(read(file));
            if (here.contains("none") && !one.getValue().contains("none")) lost++;
            if (here.stream().noneMatch(one.getValue()::contains))
                wrong.put(one.getKey(), here + " for " + one.getValue());
        }
        System.out.printf("%d of %d real mails found, %d read alike%n", read - lost, read, read - wrong.size());
        assertTrue(read > 500, "only " + read);
        assertTrue(read - lost >= FOUND * read && read - wrong.size() >= ALIKE * read, wrong.toString());
    }

    @Test
    @EnabledIfSystemProperty(named = "tests.mails", matches = ".+")
    void noOrdinaryMailIsABounceOrAComplaint() throws IOException {
        var wrong = new ArrayList<String>();
        var count = 0;
        try (var files = Files.walk(Path.of(System.getProperty("tests.mails")))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                count++;
                var kinds = read(file);
                if (kinds.contains("hard") || kinds.contains("complaint")) wrong.add(file + " " + kinds);
            }
        }
        System.out.printf("%d ordinary mails, %d taken for bounces or complaints%n", count, wrong.size());
        assertEquals(List.of(), wrong);
        assertTrue(count >= 1000, "only " + count);
    }

    private static List<String> read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return switch (MailReading.of(MailReader.read(in, MOST))) {
                case MailReading.Notice(var recipients) ->
                    recipients.stream().map(it -> kind(it.lasting())).toList();
                case MailReading.Complaint _ -> List.of("complaint");
                case MailReading.AutoReply _ -> List.of("vacation");
                case MailReading.OtherReport _, MailReading.Words _ -> List.of("none");
            };
        }
    }

    private static String kind(FailedRecipient.Lasting lasting) {
        return switch (lasting) {
            case GONE -> "hard";
            case PASSING -> "soft";
            case DELIVERED -> "delivered";
        };
    }

    private static Map<String, Set<String>> told(Path folder) throws IOException {
        var told = new HashMap<String, Set<String>>();
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(it -> it.toString().endsWith("_test.go")).toList()) {
                var kind =
                        file.getFileName().toString().replaceFirst("^\\d+-", "").replace("_test.go", "");
                var table = PUBLIC.matcher(Files.readString(file, StandardCharsets.UTF_8));
                if (!table.find()) continue;
                TOLD.matcher(table.group(1))
                        .results()
                        .forEach(it -> told.computeIfAbsent(kind + "-" + it.group(1), _ -> new TreeSet<>())
                                .addAll(meant(it.group(3), it.group(4).equals("true"), it.group(5))));
            }
        }
        return told;
    }

    private static Set<String> meant(String reason, boolean hard, String other) {
        return switch (reason) {
            case "feedback" -> Set.of(COMPLAINTS.contains(other) ? "complaint" : "none");
            case "vacation" -> Set.of("vacation");
            case "delivered" -> Set.of("delivered");
            case EITHER -> Set.of("hard", "soft");
            default -> Set.of(hard ? "hard" : "soft");
        };
    }
}
