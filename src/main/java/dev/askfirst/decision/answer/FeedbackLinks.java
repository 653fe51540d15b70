package dev.askfirst.decision.answer;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.feedback.FeedbackRule;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.Links;
import dev.askfirst.person.key.MessageLink;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Rating;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the three links with which its reader says how useful a message was, where its controller lets them. */
@ApplicationScoped
class FeedbackLinks {

    private final Links links;

    FeedbackLinks(Links links) {
        this.links = links;
    }

    /**
     * The obligations; none where nobody is asked.
     *
     * @param url under which people reach the service
     * @param language of the person, if the sender may learn of it
     */
    List<Obligation> of(
            DecisionRecord permit,
            Addressee.AtHash addressee,
            CatalogDocument.Controller home,
            Catalog catalog,
            String url,
            Optional<String> language) {
        if (home.feedback().isEmpty() || !asks(permit, home, catalog)) return List.of();
        var context = permit.context();
        var link = new MessageLink(addressee, permit.id(), permit.controller(), context.topic(), context.channel());
        var page = url + "/f/" + links.sealMessage(link) + "?value=";
        var texts = Texts.of("useful", spoken(language, home.language()));
        return Stream.of(Rating.Value.values())
                .map(it -> Obligation.feedback(it, page + Json.text(it), texts.text(Json.text(it))))
                .toList();
    }

    private static boolean asks(DecisionRecord permit, CatalogDocument.Controller home, Catalog catalog) {
        var context = permit.context();
        return !context.message().confirmsStop()
                && catalog.topic(context.topic())
                        .flatMap(it -> FeedbackRule.of(home.feedback(), it))
                        .isPresent();
    }

    /** The first of these languages for which there are texts, else English. */
    private static String spoken(Optional<String> language, String home) {
        return Stream.concat(language.stream(), Stream.of(home))
                .map(it -> Locale.forLanguageTag(it).getLanguage())
                .filter(Languages.ALL::contains)
                .findFirst()
                .orElse(Languages.ALL.getFirst());
    }
}
