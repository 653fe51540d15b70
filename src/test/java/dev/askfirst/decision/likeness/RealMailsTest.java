package dev.askfirst.decision.likeness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.authorship.FingerprintKey;
import dev.askfirst.authorship.Sample;
import dev.askfirst.authorship.Words;
import dev.askfirst.mailbox.reading.MailReader;
import dev.askfirst.policy.term.Doubt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Of the people who write to a public list nobody is accused, as if all of them wrote in one firm. Where the mails come from stands in
 * {@code docs/contributors.md}: none of them is part of this project.
 */
class RealMailsTest {

    private static final FingerprintKey KEY = new FingerprintKey(YearMonth.of(2026, 11), new byte[32]);
    private static final long MOST = 64 * 1024 * 1024;

    @Test
    @EnabledIfSystemProperty(named = "tests.mails", matches = ".+")
    void nobodyIsAccused() throws IOException {
        var told = new Told();
        var seen = new HashSet<String>();
        var accused = new TreeMap<String, Integer>();
        try (var files = Files.walk(Path.of(System.getProperty("tests.mails")))) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (var in = Files.newInputStream(file)) {
                    var mail = MailReader.read(in, MOST);
                    var name = mail.headers().first("message-id").orElse(file.toString());
                    var words = Words.of(mail.whole());
                    var print = KEY.of(words);
                    if (print.isEmpty() || !seen.add(name)) continue;
                    var spread = told.to(seen.size(), new Sample(print.get(), words.count()));
                    if (Doubt.is(spread)) accused.put(name, spread.contacts());
                }
            }
        }
        System.out.printf("%d mails%n", seen.size());
        assertEquals(new TreeMap<String, Integer>(), accused);
        assertTrue(seen.size() >= 100, "only " + seen.size());
    }
}
