package dev.askfirst.consent.portable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.Grades;
import dev.askfirst.consent.event.Ground;
import dev.askfirst.consent.event.Validity;
import dev.askfirst.consent.request.PreferencesRequest;
import dev.askfirst.consent.request.PreferencesRules;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.TopicRules;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of a document's statements mean something by this catalog: each becomes an act of the person at the address that
 * they proved, and the rest is left out with its reason.
 */
final class Admission {

    /** An act, and what it is called if it is left out after all. */
    record Admitted(
            Act act, Left.What what, Optional<String> party, Optional<String> purpose, Optional<String> channel) {
        Left left(Left.Why why) {
            return new Left(what, party, purpose, channel, why);
        }
    }

    /** Members of preferences that mean something here. */
    private static final Set<String> PREFERENCES = Stream.of(PreferencesRequest.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final Catalog catalog;
    private final PublicNames names;
    private final Contact proved;
    private final Addressee who;
    private final Evidence evidence;
    private final List<Left> left = new ArrayList<>();

    Admission(Catalog catalog, Contact proved, Evidence evidence) {
        this.catalog = catalog;
        this.names = PublicNames.of(catalog.document().controllers());
        this.proved = proved;
        this.who = new Addressee.AtContact(proved);
        this.evidence = evidence;
    }

    List<Left> left() {
        return left;
    }

    /** The acts, in the order in which they were made; preferences and pauses come last. */
    List<Admitted> acts(PortableTerms terms, Instant now) {
        var acts = new ArrayList<Admitted>();
        terms.yeses().forEach(it -> yes(it).ifPresent(acts::add));
        terms.noes().forEach(it -> no(it).ifPresent(acts::add));
        acts.sort(Comparator.comparing(it -> it.act().claimed().orElse(Instant.MAX)));
        preferences(terms.preferences()).ifPresent(acts::add);
        terms.pauses().stream()
                .filter(it -> it.until().isAfter(now))
                .forEach(it -> pause(it).ifPresent(acts::add));
        return acts;
    }

    private Optional<Admitted> yes(PortableTerms.Yes yes) {
        var controller = names.controller(yes.party());
        var topic = catalog.topic(yes.purpose());
        var why = controller.isEmpty()
                ? Optional.of(Left.Why.UNKNOWN_CONTROLLER)
                : common(yes.purpose(), yes.channel(), Optional.of(yes.contact()))
                        .or(() -> tooOld(controller.get(), yes.made()));
        if (why.isPresent()) return left(yes, why.get());
        var notice = yes.words().flatMap(it -> notice(it, controller.get(), yes.purpose()));
        var needed = yes.words().isPresent()
                || topic.filter(TopicRules::needsConsent).isPresent();
        if (needed && notice.isEmpty()) return left(yes, Left.Why.UNKNOWN_NOTICE);
        var act = grant(yes, controller.get(), notice);
        if (Grades.of(act).compareTo(catalog.minimumEvidence(act.topic())) < 0) return left(yes, Left.Why.REFUSED_HERE);
        return Optional.of(new Admitted(
                act, Left.What.YES, Optional.of(yes.party()), Optional.of(yes.purpose()), Optional.of(yes.channel())));
    }

    /** It ends as it says, or earlier if this catalog's own rule says so. */
    private Act.Grant grant(PortableTerms.Yes yes, String controller, Optional<CatalogDocument.Notice> notice) {
        var basis = notice.isPresent() ? Act.Basis.EXPRESS : Act.Basis.CONTRACT;
        var ground = new Ground(
                basis,
                Optional.empty(),
                Optional.empty(),
                catalog.strictest(Json.text(basis)),
                notice.map(it -> new Act.NoticeShown(it.id(), it.version(), it.language(), it.hash())));
        return new Act.Grant(
                who,
                Scope.of(controller, yes.purpose(), yes.channel()),
                new Validity(Optional.empty(), Optional.of(yes.made()), yes.expires()),
                ground,
                evidence,
                new Act.Profile(Optional.empty(), Optional.empty(), Optional.empty()),
                Act.Origin.PROVEN,
                Caller.CODE_HOLDER);
    }

    private Optional<CatalogDocument.Notice> notice(PortableTerms.Words words, String controller, String topic) {
        return catalog.document().notices().stream()
                .filter(it ->
                        it.controller().equals(controller) && it.language().equals(words.language()))
                .filter(it -> it.topics().stream().anyMatch(covering -> Scope.covers(covering, topic)))
                .filter(it -> it.hash().equals(words.sha256()))
                .max(Comparator.comparingInt(CatalogDocument.Notice::version));
    }

    private Optional<Admitted> no(PortableTerms.No no) {
        var controller = no.party().flatMap(names::controller);
        var why = no.party().isPresent() && controller.isEmpty()
                ? Optional.of(Left.Why.UNKNOWN_CONTROLLER)
                : common(no.purpose().orElse(Scope.ALL), no.channel().orElse(Scope.ALL), no.contact())
                        .or(() -> tooOld(controller.orElse(Scope.ALL), no.made()));
        if (why.isPresent()) {
            left.add(new Left(Left.What.NO, no.party(), no.purpose(), no.channel(), why.get()));
            return Optional.empty();
        }
        var scope = Scope.of(
                controller.orElse(Scope.ALL),
                no.purpose().orElse(Scope.ALL),
                no.channel().orElse(Scope.ALL));
        var act = new Act.Refusal(
                no.kind(),
                who,
                scope,
                no.contact().isPresent(),
                no.services(),
                Optional.of(no.made()),
                evidence,
                Caller.CODE_HOLDER);
        return Optional.of(new Admitted(act, Left.What.NO, no.party(), no.purpose(), no.channel()));
    }

    private Optional<Admitted> pause(PortableTerms.Pause pause) {
        var topic = pause.purpose().orElse(Scope.ALL);
        var channel = pause.channel().orElse(Scope.ALL);
        var admitted = new Admitted(
                new Act.Pausing(
                        who,
                        new dev.askfirst.policy.term.Pause(channel, topic, pause.until()),
                        Optional.empty(),
                        evidence,
                        Caller.CODE_HOLDER),
                Left.What.PAUSE,
                Optional.empty(),
                pause.purpose(),
                pause.channel());
        var why = common(topic, channel, Optional.empty());
        why.ifPresent(it -> left.add(admitted.left(it)));
        return why.isPresent() ? Optional.empty() : Optional.of(admitted);
    }

    /** They replace what was set here; language, zone and country stay where the document says none. */
    private Optional<Admitted> preferences(ObjectNode said) {
        var here = said.deepCopy();
        here.retain(PREFERENCES);
        if (here.isEmpty()) return Optional.empty();
        known(here);
        try {
            var wanted = PreferencesRequest.of(here).checked();
            var rules = new PreferencesRules(catalog);
            var act = new Act.Preference(
                    who,
                    before -> rules.admit(wanted.orElse(before), before),
                    Optional.empty(),
                    evidence,
                    Caller.CODE_HOLDER);
            return Optional.of(
                    new Admitted(act, Left.What.PREFERENCES, Optional.empty(), Optional.empty(), Optional.empty()));
        } catch (Fault _) {
            left(Optional.empty(), Optional.empty(), Left.Why.REFUSED_HERE);
            return Optional.empty();
        }
    }

    /** Takes out what names a topic, a channel or a controller that there is none of here. */
    private void known(ObjectNode preferences) {
        for (var part : List.of("windows", "caps", "authorship")) {
            if (!(preferences.get(part) instanceof ArrayNode all)) continue;
            for (var items = all.iterator(); items.hasNext(); ) if (!isKnown(items.next())) items.remove();
        }
        if (preferences.get("attention") instanceof ObjectNode budget) {
            for (var part : List.of("weights", "reserves"))
                if (budget.get(part) instanceof ArrayNode all)
                    for (var items = all.iterator(); items.hasNext(); ) if (!isKnown(items.next())) items.remove();
        }
        if (preferences.get("preferredChannels") instanceof ArrayNode all)
            for (var items = all.iterator(); items.hasNext(); )
                if (common(Scope.ALL, items.next().asText(), Optional.empty()).isPresent()) items.remove();
    }

    private boolean isKnown(JsonNode item) {
        if (!(item instanceof ObjectNode one)) return true;
        var topic = one.path("topic").asText(Scope.ALL);
        var channel = one.path("channel").asText(Scope.ALL);
        var party = Optional.ofNullable(one.remove("secondParty")).map(JsonNode::asText);
        var controller = party.flatMap(names::controller);
        controller.ifPresent(it -> one.put("controller", it));
        var reserve = one.path("reserve").path("topic").asText(Scope.ALL);
        var why = party.isPresent() && controller.isEmpty()
                ? Optional.of(Left.Why.UNKNOWN_CONTROLLER)
                : common(topic, channel, Optional.empty()).or(() -> common(reserve, Scope.ALL, Optional.empty()));
        why.ifPresent(it -> left(
                Optional.of(topic).filter(part -> !part.equals(Scope.ALL)),
                Optional.of(channel).filter(part -> !part.equals(Scope.ALL)),
                it));
        return why.isEmpty();
    }

    private Optional<Left.Why> common(String topic, String channel, Optional<String> contact) {
        if (contact.filter(it -> !isProved(it)).isPresent()) return Optional.of(Left.Why.OTHER_CONTACT);
        if (!topic.equals(Scope.ALL) && catalog.topic(topic).isEmpty()) return Optional.of(Left.Why.UNKNOWN_TOPIC);
        if (channel.equals(Scope.ALL)) return Optional.empty();
        var schemes = catalog.schemesOf(channel);
        var fits = contact.isPresent()
                ? schemes.filter(it -> it.contains(proved.scheme())).isPresent()
                : schemes.isPresent();
        return fits ? Optional.empty() : Optional.of(Left.Why.UNKNOWN_CHANNEL);
    }

    private boolean isProved(String contact) {
        return Contact.tryParse(contact)
                .contact()
                .filter(it -> it.scheme().equals(proved.scheme()) && it.value().equals(proved.value()))
                .isPresent();
    }

    private Optional<Left.Why> tooOld(String controller, Instant made) {
        return made.isBefore(catalog.spokenToSince(controller)) ? Optional.of(Left.Why.TOO_OLD) : Optional.empty();
    }

    private Optional<Admitted> left(PortableTerms.Yes yes, Left.Why why) {
        left.add(new Left(
                Left.What.YES, Optional.of(yes.party()), Optional.of(yes.purpose()), Optional.of(yes.channel()), why));
        return Optional.empty();
    }

    private void left(Optional<String> purpose, Optional<String> channel, Left.Why why) {
        left.add(new Left(Left.What.PREFERENCES, Optional.empty(), purpose, channel, why));
    }
}
