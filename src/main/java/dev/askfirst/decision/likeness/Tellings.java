package dev.askfirst.decision.likeness;

import dev.askfirst.authorship.Sample;
import dev.askfirst.authorship.Written;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.person.key.ContactKeys.ContactKey;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.platform.Ids;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.AuthorshipCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes from questions what they tell of texts, where it is to be checked. All others cost a look at two members. */
@ApplicationScoped
public class Tellings {

    private static final String AUTHOR = "askfirst author of texts of ";

    private final CatalogService catalogs;
    private final Strangers strangers;

    Tellings(CatalogService catalogs, Strangers strangers) {
        this.catalogs = catalogs;
        this.strangers = strangers;
    }

    /** Whether a question tells what the text of a message is like that it calls personal, and this catalog has that checked. */
    public static boolean areChecked(Catalog catalog, String sender, CheckedQuestion checked) {
        var message = checked.context().message();
        return message.authorship() == Authorship.PERSONAL
                && message.written().flatMap(Written::fingerprint).isPresent()
                && catalog.sender(sender)
                        .filter(it -> it.check() != AuthorshipCheck.OFF)
                        .filter(it -> checked.controller().isPresent()
                                || it.onlyController().isPresent())
                        .isPresent();
    }

    /**
     * What a question tells. The catalog in memory says whether it is checked; it may be older than the one that the question is
     * decided under.
     *
     * @param keys of the address, the usual first
     */
    public Optional<Telling> of(String sender, CheckedQuestion checked, List<ContactKey> keys) {
        var catalog = catalogs.current();
        if (!areChecked(catalog, sender, checked)) return Optional.empty();
        var controller = checked.controller()
                .or(() -> catalog.sender(sender).flatMap(Rights::onlyController))
                .orElseThrow();
        var message = checked.context().message();
        var written = message.written().orElseThrow();
        var name = AUTHOR + controller + "\n" + plain(message.author().orElse(""));
        return Optional.of(new Telling(
                controller,
                new Sample(written.fingerprint().orElseThrow(), written.words()),
                // By the month of this machine's clock: no question is read yet that could say.
                Ids.ofHash(strangers.at(Instant.now()).keyFor(name)),
                keys.stream().map(ContactKey::key).toList()));
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }
}
