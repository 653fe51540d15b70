package dev.askfirst.outbound.mail;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.outbound.sms.TextMessage;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import io.vertx.ext.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes letters out: with names from the catalog in force, the address as it is now, and a fresh link. */
@ApplicationScoped
class LetterWriter {

    private final CatalogService catalogs;
    private final Recipients recipients;
    private final Links links;
    private final NamedDeputies deputies;
    private final String publicUrl;
    private final String from;

    LetterWriter(
            CatalogService catalogs,
            Recipients recipients,
            Links links,
            NamedDeputies deputies,
            @ConfigProperty(name = "askfirst.public-url") String publicUrl,
            @ConfigProperty(name = "askfirst.mail.from", defaultValue = "askfirst@localhost") String from) {
        this.catalogs = catalogs;
        this.recipients = recipients;
        this.links = links;
        this.deputies = deputies;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.from = from;
    }

    /** The message; empty where it must not or need not be sent any more. */
    Optional<MailMessage> write(Letter letter, Instant now) throws SQLException {
        return switch (letter.kind()) {
            case CONFIRM -> confirm(letter, Letter.Confirm.of(letter.values()), now);
            case CODE -> code(letter, now);
            case DEPUTY -> deputy(letter, now);
        };
    }

    private Optional<MailMessage> confirm(Letter letter, Letter.Confirm asked, Instant now) throws SQLException {
        var catalog = catalogs.newest();
        var controller = catalog.controller(asked.controller());
        var topic = catalog.topic(asked.topic());
        if (controller.isEmpty() || topic.isEmpty() || !now.isBefore(asked.lapses())) return Optional.empty();
        return recipients
                .at(letter.point(), asked.controller())
                .filter(recipient -> waits(asked, topic.get(), recipient.terms()))
                .map(recipient -> {
                    var message = view(letter, asked, catalog, controller.get(), recipient)
                            .message();
                    return addressed(message, letter, controller.get(), recipient);
                });
    }

    /** The letter about a deputy; empty for a suppressed address, and where they may act no longer, or otherwise. */
    private Optional<MailMessage> deputy(Letter letter, Instant now) throws SQLException {
        var recipient = recipients.at(letter.point(), Scope.ALL);
        if (recipient.isEmpty()) return Optional.empty();
        return deputies.view(letter, recipient.get(), now)
                .map(view -> addressed(view.message(), letter, recipient.get()));
    }

    /** The letter with a code; silently empty for an unknown or suppressed address. */
    private Optional<MailMessage> code(Letter letter, Instant now) throws SQLException {
        if (!now.isBefore(letter.lapses())) return Optional.empty();
        return recipients
                .at(letter.point(), Scope.ALL)
                .map(recipient -> addressed(code(letter, recipient).message(), letter, recipient));
    }

    /** The same code in a few words for a telephone; empty too for what is no number. */
    Optional<TextMessage> text(Letter letter, Instant now) throws SQLException {
        if (letter.kind() != Letter.Kind.CODE || !now.isBefore(letter.lapses())) return Optional.empty();
        return recipients
                .elsewhere(letter.point())
                .filter(recipient -> recipient.scheme().equals("tel"))
                .map(recipient -> {
                    var view = code(letter, recipient);
                    return new TextMessage(
                            letter.id(), recipient.address(), view.text(), view.language(), letter.lapses());
                });
    }

    private CodeView code(Letter letter, Recipients.Recipient recipient) {
        var link = publicUrl + "/e/" + links.sealCode(letter.id());
        return code(
                letter.id(),
                letter.language(),
                letter.lapses(),
                link,
                recipient.zone().orElse(ZoneOffset.UTC));
    }

    private CodeView code(UUID code, String tag, Instant lapses, String link, ZoneId zone) {
        var language = Languages.first(tag);
        var site = URI.create(publicUrl).getAuthority();
        return new CodeView(language, site, links.digits(code), link, until(lapses, zone, language));
    }

    /** A code for an address that may be nobody's: without a link, because there may be no page to open. */
    MailMessage code(UUID code, String address, String language, Instant lapses) {
        var message = code(code, language, lapses, "", ZoneOffset.UTC).message();
        return addressed(message, code, address);
    }

    /** The same in a few words for a telephone. */
    TextMessage codeText(UUID code, String number, String language, Instant lapses) {
        var view = code(code, language, lapses, "", ZoneOffset.UTC);
        return new TextMessage(code, number, view.text(), view.language(), lapses);
    }

    /** Whether the person can still confirm: neither answered already, nor asked anew, nor overtaken by a no. */
    private static boolean waits(Letter.Confirm asked, TopicRules topic, Terms terms) {
        return terms.asked(asked.grant())
                .filter(yes -> !Consent.overtaken(yes, question(yes), topic, terms))
                .isPresent();
    }

    private static Question question(ConsentStatement.Grant yes) {
        var scope = yes.scope();
        return new Question(
                scope.controller(), scope.topic(), scope.channel(), scope.point(), Authorship.AUTOMATED, false);
    }

    private ConfirmView view(
            Letter letter,
            Letter.Confirm asked,
            Catalog catalog,
            CatalogDocument.Controller controller,
            Recipients.Recipient recipient) {
        var language = Languages.first(letter.language(), controller.language());
        return new ConfirmView(
                language,
                controller,
                topicName(catalog, asked.topic(), language),
                asked.notice().flatMap(it -> catalog.notice(it.id(), it.version(), it.language())),
                controller.publicUrl().orElse(publicUrl) + "/c/" + links.sealGrant(asked.grant()),
                until(asked.lapses(), recipient.zone().orElse(ZoneOffset.UTC), language));
    }

    private MailMessage addressed(
            MailMessage message, Letter letter, CatalogDocument.Controller controller, Recipients.Recipient recipient) {
        if (controller.contact().startsWith("mailto:")) {
            message.addHeader("Reply-To", controller.contact().substring("mailto:".length()));
        }
        return addressed(message, letter, recipient);
    }

    private MailMessage addressed(MailMessage message, Letter letter, Recipients.Recipient recipient) {
        return addressed(message, letter.id(), recipient.address());
    }

    private MailMessage addressed(MailMessage message, UUID letter, String address) {
        return message.setFrom(from)
                .setTo(address)
                // The same for every attempt: a letter that arrives twice is one to most mail programs.
                .addHeader(
                        "Message-ID", "<" + letter + "@" + URI.create(publicUrl).getHost() + ">")
                .addHeader("Auto-Submitted", "auto-generated");
    }

    private static String topicName(Catalog catalog, String topic, String language) {
        return catalog.document().topics().stream()
                .filter(it -> it.id().equals(topic))
                .map(it -> it.nameIn(language))
                .findFirst()
                .orElse(topic);
    }

    private static String until(Instant lapses, ZoneId zone, String language) {
        var form = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(Languages.locale(language));
        return form.format(lapses.atZone(zone)) + " (" + (zone.equals(ZoneOffset.UTC) ? "UTC" : Zones.name(zone)) + ")";
    }
}
