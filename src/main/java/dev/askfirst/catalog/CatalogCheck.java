package dev.askfirst.catalog;

import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.catalog.connection.ConnectionCheck;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.catalog.connection.PushTargetCheck;
import dev.askfirst.catalog.feedback.FeedbackCheck;
import dev.askfirst.catalog.look.Accent;
import dev.askfirst.catalog.look.Logo;
import dev.askfirst.law.AnswerTime;
import dev.askfirst.law.LawCheck;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.language.HasNames;
import dev.askfirst.platform.language.LanguageTag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds everything that is wrong with a catalog before it comes into force. */
final class CatalogCheck {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_NAMES = 100;
    private static final int LONGEST_ADDRESS = 500;
    private static final int LONGEST_JURISDICTION = 20;
    private static final int LONGEST_PHONE = 50;
    private static final int MOST_FRAMES = 20;

    /** As browsers write it; what would let anybody in, such as an asterisk, is none. */
    private static final Pattern ORIGIN =
            Pattern.compile("(?:https://[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|http://localhost)(?::[1-9][0-9]{0,4})?");

    /** It stands in a header field as part of a URI: no character that means something there. */
    private static final Pattern MAILBOX =
            Pattern.compile("[A-Za-z0-9._=-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}");

    private final Checks checks = new Checks();

    private CatalogCheck() {}

    static List<Fault.FieldError> errors(CatalogDocument catalog) {
        var check = new CatalogCheck();
        var controllers = check.ids("controllers", catalog.controllers(), CatalogDocument.Controller::id);
        var channels = check.ids("channels", catalog.channels(), CatalogDocument.Channel::id);
        var purposes = check.ids("purposes", catalog.purposes(), CatalogDocument.Purpose::id);
        var topics = check.ids("topics", catalog.topics(), CatalogDocument.Topic::id);
        check.ids("senders", catalog.senders(), CatalogDocument.Sender::id);
        check.ids("bases", catalog.bases(), BasisRule::id);
        check.ids("retention", catalog.retention(), RetentionRule::id);
        check.ids("connections", catalog.connections(), Connection::id);
        check.ids("pushes", catalog.pushes(), PushTarget::id);
        var caps = new CapCheck(check.checks, channels, topics);
        var feedback = new FeedbackCheck(check.checks, topics);
        for (var controller : catalog.controllers()) {
            check.controller(controller);
            caps.all("controllers." + controller.id() + ".caps", controller.caps());
            feedback.all("controllers." + controller.id() + ".feedback", controller.feedback());
            check.known("controllers." + controller.id() + ".intents", controller.intents(), topics);
        }
        for (var channel : catalog.channels()) check.channel(channel);
        for (var purpose : catalog.purposes()) check.purpose(purpose);
        for (var topic : catalog.topics()) check.topic(topic, purposes);
        for (var sender : catalog.senders()) {
            var field = "senders." + sender.id();
            check.name(field, sender);
            check.known(field + ".controllers", sender.controllers(), controllers);
            check.known(field + ".channels", sender.channels(), channels);
            check.known(field + ".topics", sender.topics(), topics);
            if (sender.rate().filter(it -> !it.isPossible()).isPresent())
                check.checks.error(
                        field + ".rate",
                        "has a `quota` from 1 to %d and a `window` of whole seconds from `PT1S` to `P1D`"
                                .formatted(RateRule.MOST));
            check.mailbox(field + ".mailbox", sender.mailbox());
            ConnectionCheck.softBounces(check.checks, field, sender.softBounces());
        }
        new NoticeCheck(check.checks).all(catalog.notices(), controllers, topics);
        new RuleCheck(check.checks).all(catalog, topics);
        new LawCheck(check.checks).all(catalog.laws());
        check.connections(catalog, topics);
        catalog.pushes().forEach(new PushTargetCheck(check.checks, topics, controllers, channels)::one);
        return check.checks.errors();
    }

    private void connections(CatalogDocument catalog, Set<String> topics) {
        var senders = new HashMap<String, ConnectionCheck.Own>();
        for (var it : catalog.senders()) senders.put(it.id(), new ConnectionCheck.Own(it.controllers(), it.channels()));
        catalog.connections().forEach(new ConnectionCheck(checks, topics, senders)::one);
    }

    private <T> Set<String> ids(String kind, List<T> items, Function<T, String> idOf) {
        var seen = new HashSet<String>();
        for (var item : items) {
            var id = idOf.apply(item);
            if (id == null || !Checks.isId(id)) {
                checks.error(kind, "has a malformed id `" + id + "`");
            } else if (!seen.add(id)) {
                checks.error(kind, "has `" + id + "` twice");
            }
        }
        return seen;
    }

    private void controller(CatalogDocument.Controller controller) {
        var field = "controllers." + controller.id();
        name(field, controller);
        checks.text(field + ".address", controller.address(), LONGEST_ADDRESS);
        contact(field + ".contact", controller.contact());
        checks.line(field + ".jurisdiction", controller.jurisdiction().orElse(null), LONGEST_JURISDICTION);
        checks.line(field + ".phone", controller.phone().orElse(null), LONGEST_PHONE);
        checks.webAddress(field + ".policyUrl", controller.policyUrl().orElse(null), LONGEST_ADDRESS);
        language(checks, field + ".language", controller.language());
        look(field, controller);
        frames(field + ".frames", controller.frames());
        controller
                .humanRequests()
                .flatMap(AnswerTime::flaw)
                .ifPresent(it -> checks.error(field + ".humanRequests", it));
        controller.authors().ifPresent(it -> it.check(field + ".authors", checks));
        controller
                .publicUrl()
                .filter(it -> !ORIGIN.matcher(it).matches())
                .ifPresent(_ -> checks.error(
                        field + ".publicUrl", "is none such as `https://choices.acme.example`: no path, no slash"));
    }

    private void look(String field, CatalogDocument.Controller controller) {
        controller
                .accent()
                .map(Accent::flaw)
                .filter(it -> !it.isEmpty())
                .ifPresent(it -> checks.error(field + ".accent", it));
        controller
                .logo()
                .map(Logo::flaw)
                .filter(it -> !it.isEmpty())
                .ifPresent(it -> checks.error(field + ".logo", it));
    }

    private void frames(String field, List<String> origins) {
        if (origins.size() > MOST_FRAMES) checks.error(field, "has more than %d origins".formatted(MOST_FRAMES));
        for (var origin : origins) {
            if (ORIGIN.matcher(origin).matches()) continue;
            checks.error(field, "has what is no origin such as `https://www.acme.example`: no path, no asterisk");
        }
    }

    private void contact(String field, String contact) {
        if (contact == null || contact.isBlank()) {
            checks.error(field, "is missing: people need a human to turn to");
        } else if (!contact.matches("(?:mailto:|tel:|https://)[^\\s<>\"]{3,300}")) {
            checks.error(field, "is not an address such as `mailto:people@acme.example`");
        }
    }

    private void mailbox(String field, Optional<String> mailbox) {
        if (mailbox.isPresent() && !MAILBOX.matcher(mailbox.get()).matches())
            checks.error(field, "is not an address such as `bounces@acme.example`");
    }

    private void channel(CatalogDocument.Channel channel) {
        var field = "channels." + channel.id();
        name(field, channel);
        if (channel.schemes().isEmpty()) checks.error(field + ".schemes", "takes no contact scheme");
        for (var scheme : channel.schemes()) {
            if (CatalogDocument.Channel.SCHEMES.contains(scheme)) continue;
            var known = String.join(", ", CatalogDocument.Channel.SCHEMES);
            checks.error(field + ".schemes", "has the unknown scheme `%s`; known are %s".formatted(scheme, known));
        }
    }

    private void purpose(CatalogDocument.Purpose purpose) {
        var field = "purposes." + purpose.id();
        name(field, purpose);
        purpose.kind()
                .filter(it -> !CatalogDocument.Purpose.KINDS.contains(it))
                .ifPresent(_ -> checks.error(field + ".kind", "is none of marketing, research, safety, service"));
    }

    private void topic(CatalogDocument.Topic topic, Set<String> purposes) {
        var field = "topics." + topic.id();
        name(field, topic);
        if (topic.purpose() == null) checks.error(field + ".purpose", "is missing");
        else known(field + ".purpose", List.of(topic.purpose()), purposes);
        if (topic.needsConsent()) return;
        if (topic.doubleOptIn()) checks.error(field + ".doubleOptIn", "asks twice for a consent it does not need");
        if (topic.minimumEvidence() != EvidenceGrade.NONE) {
            checks.error(field + ".minimumEvidence", "asks for proof of a consent it does not need");
        }
    }

    private void name(String field, HasNames named) {
        name(field + ".name", named.name());
        if (named.names().size() > MOST_NAMES) {
            checks.error(field + ".names", "are more than " + MOST_NAMES);
            return;
        }
        named.names().forEach((language, name) -> {
            var flaw = LanguageTag.flaw(language);
            if (flaw.isEmpty()) name(field + ".names." + language, name);
            else checks.error(field + ".names", flaw);
        });
    }

    private void name(String field, String name) {
        checks.require(field, name);
        checks.line(field, name, LONGEST_NAME);
    }

    /** The language that something is said in: there must be it. */
    static void language(Checks checks, String field, String tag) {
        checks.require(field, tag);
        var before = checks.errors().size();
        checks.language(field, tag);
        if (tag != null && checks.errors().size() == before && !LanguageTag.isKnown(tag))
            checks.error(field, "is no language that there is");
    }

    private void known(String field, List<String> ids, Set<String> known) {
        known(checks, field, ids, known);
    }

    static void known(Checks checks, String field, List<String> ids, Set<String> known) {
        var seen = new HashSet<String>();
        for (var id : ids) {
            if (!known.contains(id)) checks.error(field, "names `" + id + "`, which is not in the catalog");
            else if (!seen.add(id)) checks.error(field, "names `" + id + "` twice");
        }
    }
}
