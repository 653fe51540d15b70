package dev.askfirst.decision.likeness;

import dev.askfirst.authorship.Sample;
import dev.askfirst.policy.term.Spread;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What one controller's senders tell in a month, one after the other. */
final class Told {

    private final KnownTexts texts = new KnownTexts();
    private long n;

    /** How far the text has spread now that it goes to this contact; each author writes once. */
    Spread to(long contact, Sample text) {
        return to(contact, text, new UUID(3, n));
    }

    Spread to(long contact, Sample text, UUID author) {
        var telling = new Telling("acme", text, author, List.of(new UUID(1, contact)));
        var judged = texts.judge(telling);
        texts.add(
                telling,
                judged,
                new KnownTexts.Source(new UUID(2, n++), Instant.EPOCH, "acme-mailer", Optional.empty()));
        return judged.spread();
    }

    KnownTexts texts() {
        return texts;
    }
}
