package dev.askfirst.mailbox.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.authorship.Fingerprint;
import dev.askfirst.authorship.FingerprintKey;
import dev.askfirst.authorship.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Among real mails, which people wrote one by one, none is like ten others. Where the mails come from stands in
 * {@code docs/contributors.md}: none of them is part of this project.
 */
class FingerprintsOfMailsTest {

    private static final FingerprintKey KEY = new FingerprintKey(YearMonth.of(2026, 11), new byte[32]);
    private static final long MOST = 64 * 1024 * 1024;
    private static final int TEN = 10;

    @Test
    @EnabledIfSystemProperty(named = "tests.mails", matches = ".+")
    void nobodysMailIsLikeTenOthers() throws IOException {
        var mails = mails(Path.of(System.getProperty("tests.mails")));
        var crowded = new TreeMap<String, Long>();
        var pairs = 0L;
        for (var one : mails.entrySet()) {
            var alike = mails.values().stream().filter(one.getValue()::isAlike).count() - 1;
            pairs += alike;
            if (alike >= TEN) crowded.put(one.getKey(), alike);
        }
        System.out.printf("%d mails, %d pairs of them alike%n", mails.size(), pairs / 2);
        assertEquals(Map.of(), crowded);
        assertTrue(mails.size() >= 100, "only " + mails.size());
    }

    /** Those that have a fingerprint, the same mail once. */
    private static Map<String, Fingerprint> mails(Path folder) throws IOException {
        var mails = new LinkedHashMap<String, Fingerprint>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (var in = Files.newInputStream(file)) {
                    var read = MailReader.read(in, MOST);
                    var name = read.headers().first("message-id").orElse(file.toString());
                    KEY.of(Words.of(read.whole())).ifPresent(it -> mails.putIfAbsent(name, it));
                }
            }
        }
        return mails;
    }
}
