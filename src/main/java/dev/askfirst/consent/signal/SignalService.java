package dev.askfirst.consent.signal;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.SignalLaw;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.RefusalRequest;
import dev.askfirst.consent.suppression.KnownContact;
import dev.askfirst.law.Locator;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Takes the signals of browsers that senders pass on: each is a no to every topic that the catalog maps to sale or sharing. */
@ApplicationScoped
public class SignalService {

    /** What was recorded, and whether anything was new. */
    record Taken(SignalReply reply, boolean added) {}

    private record Said(SignalRequest.Via via, Contact contact, String topic, Act act) {}

    private final CatalogService catalogs;
    private final ContactKeys keys;
    private final ActWriter acts;
    private final SignalLaw law;
    private final DataSource dataSource;

    SignalService(CatalogService catalogs, ContactKeys keys, ActWriter acts, SignalLaw law, DataSource dataSource) {
        this.catalogs = catalogs;
        this.keys = keys;
        this.acts = acts;
        this.law = law;
        this.dataSource = dataSource;
    }

    /** The topics that a signal is a no to; one below another of them is covered by that. */
    static List<String> topics(Catalog catalog) {
        var mapped = catalog.document().topics().stream()
                .filter(CatalogDocument.Topic::saleOrSharing)
                .map(CatalogDocument.Topic::id)
                .toList();
        return mapped.stream()
                .filter(it -> mapped.stream().noneMatch(above -> !above.equals(it) && Scope.covers(above, it)))
                .toList();
    }

    /** What proves a signal. */
    static Evidence evidence() {
        return Evidence.of(Evidence.Method.SIGNAL).with(Evidence.SOURCE, "Sec-GPC: 1");
    }

    /** Records the noes, all of them or none; a fault if the caller may not speak for the controller. */
    Taken take(SignalRequest request, Caller caller) {
        var who = request.checked(new Checks());
        var catalog = catalogs.newest();
        var rules = ActRules.of(catalog, caller);
        rules.controllers(request.controller());
        var said = said(request, who, topics(catalog), rules);
        if (said.isEmpty()) return new Taken(SignalReply.of(request.signal(), List.of()), false);
        var results = acts.write(said.stream().map(Said::act).toList());
        var topics = new ArrayList<SignalReply.HonouredTopic>(said.size());
        for (var i = 0; i < said.size(); i++) topics.add(topic(catalog, said.get(i), results.get(i)));
        return new Taken(
                SignalReply.of(request.signal(), topics),
                results.stream().anyMatch(ActResult.Created.class::isInstance));
    }

    private static List<Said> said(
            SignalRequest request, Map<SignalRequest.Via, Contact> who, List<String> topics, ActRules rules) {
        var said = new ArrayList<Said>();
        who.forEach((via, contact) ->
                topics.forEach(topic -> said.add(new Said(via, contact, topic, no(request, contact, topic, rules)))));
        return said;
    }

    private static Act no(SignalRequest request, Contact contact, String topic, ActRules rules) {
        var no = new RefusalRequest(
                contact.uri(), null, request.controller(), topic, null, false, false, request.at(), null, null);
        var act = (Act.Refusal)
                rules.refusals(ConsentStatement.Refusal.Kind.WITHDRAWAL, no).getFirst();
        return new Act.Refusal(act.kind(), act.who(), act.scope(), false, false, act.at(), evidence(), act.by());
    }

    private SignalReply.HonouredTopic topic(Catalog catalog, Said said, ActResult result) {
        var reply = result.recorded();
        var heard = Ids.instant(reply.id());
        return new SignalReply.HonouredTopic(
                said.via(),
                reply.person(),
                said.topic(),
                reply.id(),
                reply.state().orElseThrow(),
                reply.why(),
                heard,
                law.askAgainFrom(catalog, known(said.contact()), heard));
    }

    private Locator.Known known(Contact contact) {
        try (var connection = dataSource.getConnection()) {
            var preferences = KnownContact.at(connection, keys.of(contact))
                    .map(it -> it.terms().preferences())
                    .orElse(Preferences.NONE);
            var number =
                    Optional.of(contact).filter(it -> it.scheme().equals("tel")).map(Contact::value);
            return new Locator.Known(number, preferences);
        } catch (SQLException e) {
            throw Outage.undecided("the signal was recorded, but who sent it could not be read", e);
        }
    }
}
