package dev.askfirst.decision.answer;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.Rights;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.HashOfValue;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Link;
import dev.askfirst.person.key.Links;
import dev.askfirst.policy.term.Authorship;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the obligations of a permit. Links are handed out here and nowhere else: once, with the answer. */
@ApplicationScoped
public class Obligations {

    private final Links links;
    private final Disclosures disclosures;
    private final FeedbackLinks feedback;
    private final String publicUrl;

    Obligations(
            Links links,
            Disclosures disclosures,
            FeedbackLinks feedback,
            @ConfigProperty(name = "askfirst.public-url") String publicUrl) {
        this.links = links;
        this.disclosures = disclosures;
        this.feedback = feedback;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /**
     * The obligations of this decision; empty unless it is a permit.
     *
     * @param language of the person, if the sender may learn of it
     */
    List<Obligation> of(DecisionRecord recorded, CheckedQuestion asked, Catalog catalog, Optional<String> language) {
        if (recorded.verdict().outcome() != DecisionRecord.Outcome.PERMIT) return List.of();
        var addressee = addressee(asked);
        var all = new ArrayList<Obligation>(6);
        var home = catalog.controller(recorded.controller());
        var url = home.flatMap(CatalogDocument.Controller::publicUrl).orElse(publicUrl);
        if (asked.to().scheme().equals("mailto")) {
            var token = links.seal(link(Link.Purpose.ONE_CLICK, addressee, recorded));
            var mailed = catalog.sender(recorded.sender())
                    .flatMap(Rights::mailbox)
                    .map(mailbox -> ", <mailto:" + mailbox + "?subject=" + token + ">");
            all.add(Obligation.header("List-Unsubscribe", "<" + url + "/u/" + token + ">" + mailed.orElse("")));
            all.add(Obligation.header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        var page = url + "/p/" + links.seal(link(Link.Purpose.PAGE, addressee, recorded));
        all.add(Obligation.of(Obligation.Type.LINK, page));
        var authorship = recorded.authorship();
        if (authorship != Authorship.PERSONAL) {
            var languages = Stream.of(language, home.map(CatalogDocument.Controller::language))
                    .flatMap(Optional::stream);
            all.add(Obligation.disclose(authorship, disclosures.words(authorship, languages)));
        }
        home.ifPresent(controller -> all.add(Obligation.of(Obligation.Type.CONTACT, controller.contact())));
        if (home.isPresent()) all.addAll(feedback.of(recorded, addressee, home.get(), catalog, url, language));
        recorded.basis()
                .derived()
                .confirms()
                .map(stop -> Obligation.of(Obligation.Type.NO_MARKETING, stop.source()))
                .ifPresent(all::add);
        return all;
    }

    /**
     * The addressee of the link. It has the same form whether the address is known or not, so that a link does not tell
     * the sender.
     */
    private static Addressee.AtHash addressee(CheckedQuestion asked) {
        return new Addressee.AtHash(asked.to().scheme(), new HashOfValue(ContactKeys.hash(asked.to())));
    }

    private static Link link(Link.Purpose purpose, Addressee addressee, DecisionRecord recorded) {
        var context = recorded.context();
        return new Link(
                purpose, addressee, recorded.controller(), context.topic(), context.channel(), recorded.decidedAt());
    }
}
