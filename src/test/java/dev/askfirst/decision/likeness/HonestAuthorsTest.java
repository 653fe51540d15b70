package dev.askfirst.decision.likeness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.authorship.FingerprintKey;
import dev.askfirst.authorship.Passages;
import dev.askfirst.policy.term.Doubt;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/**
 * People who write each mail for its reader are not accused, whatever stands below their mails. With
 * {@code -Dtests.months=300000} of so many months of authors at most one in a hundred thousand may be; a few are tried always.
 */
class HonestAuthorsTest {

    private static final int AUTHORS = 30;
    private static final int MAILS = 40;
    private static final double ACCUSED = 1e-5;

    @Test
    void nobodyIsAccused() {
        var months = Integer.getInteger("tests.months", 1_500);
        var seed = Long.getLong("tests.seed", 19);
        var accused = 0;
        var mails = 0L;
        var took = 0L;
        for (var firm = 0; firm < months / AUTHORS; firm++) {
            var told = new Told();
            var guilty = new HashSet<Integer>();
            var written = new Firm(seed * 1_000_003 + firm).month(AUTHORS, MAILS);
            for (var mail : written) {
                var text = Passages.told(mail.text());
                if (text.words() < FingerprintKey.FEWEST_WORDS) continue;
                mails++;
                var before = System.nanoTime();
                var spread = told.to(mail.contact(), text);
                took += System.nanoTime() - before;
                if (Doubt.is(spread) && guilty.add(mail.author()))
                    System.out.printf("firm %d, author %d: %d words%n", firm, mail.author(), text.words());
            }
            accused += guilty.size();
        }
        var many = accused;
        System.out.printf(
                "%d accused in %d months of authors, %d mails, %.1f µs a mail%n",
                accused, months, mails, took / 1000.0 / mails);
        assertTrue(accused <= months * ACCUSED, () -> many + " accused in " + months + " months of authors");
    }
}
