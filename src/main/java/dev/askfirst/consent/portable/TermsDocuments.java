package dev.askfirst.consent.portable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.consent.view.PersonReader;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Writes down and signs what a person has said, for another installation. */
@ApplicationScoped
public class TermsDocuments {

    /** What kind of signed document it is, so that no other can be taken for it. */
    static final String TYPE = "terms+jwt";

    /**
     * A signed document.
     *
     * @param terms a JWS in compact form (RFC 7515)
     * @param expiresAt the first instant at which nobody takes it any more
     */
    public record Signed(UUID id, String terms, Instant expiresAt) {
        @Override
        public String toString() {
            return "signed terms " + id;
        }
    }

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final ContactPoints contacts;
    private final Clock clock;
    private final DocumentKeys keys;
    private final PortableConfig config;
    private final String issuer;

    TermsDocuments(
            DataSource dataSource,
            CatalogService catalogs,
            ContactPoints contacts,
            Clock clock,
            DocumentKeys keys,
            PortableConfig config,
            @ConfigProperty(name = "askfirst.public-url") String publicUrl) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.contacts = contacts;
        this.clock = clock;
        this.keys = keys;
        this.config = config;
        this.issuer = TrustedIssuers.plain(publicUrl);
    }

    /** All that a person has said that others may take; with an audience, for that installation alone. */
    public Signed of(UUID person, Optional<String> audience) {
        var catalog = catalogs.newest();
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection).truncatedTo(ChronoUnit.SECONDS);
            var id = Ids.at(now);
            var claims = PortableJson.write(terms(connection, catalog, person, id, now));
            var expires = now.plus(config.valid());
            claims.put("iss", issuer).put("jti", id.toString());
            claims.put("iat", now.getEpochSecond()).put("exp", expires.getEpochSecond());
            audience.ifPresent(it -> claims.put("aud", TrustedIssuers.plain(it)));
            return new Signed(id, sign(Json.write(claims)), expires);
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be read", e);
        }
    }

    private String sign(String claims) {
        try {
            var key = keys.signing();
            var signature = new JsonWebSignature();
            signature.setHeader("typ", TYPE);
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
            signature.setKey(key.getPrivateKey());
            signature.setPayload(claims);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private PortableTerms terms(Connection connection, Catalog catalog, UUID person, UUID id, Instant now)
            throws SQLException {
        var terms = catalog.inForce(PersonReader.terms(connection, person).terms());
        var names = PublicNames.of(catalog.document().controllers());
        var points = new HashMap<UUID, String>();
        for (var point : contacts.inFull(connection, person))
            point.contact().ifPresent(it -> points.put(point.id(), it));
        var grants = new HashMap<UUID, RecordedAct>();
        for (var act : new History(connection).whole(person))
            if (act.kind() == ConsentEvent.Kind.GRANT) grants.put(act.id(), act);
        return new PortableTerms(
                id,
                issuer,
                now,
                points.values().stream().sorted().toList(),
                terms.controllers().stream()
                        .flatMap(it -> names.of(it).stream())
                        .toList(),
                terms.grants().stream()
                        .flatMap(it -> yes(it, Optional.ofNullable(grants.get(it.id())), names, points))
                        .toList(),
                terms.refusals().stream().flatMap(it -> no(it, names, points)).toList(),
                terms.pauses().stream()
                        .filter(it -> it.until().isAfter(now))
                        .map(it -> new PortableTerms.Pause(named(it.topic()), named(it.channel()), it.until()))
                        .toList(),
                preferences(terms, names));
    }

    /** A yes that others can check: to a controller that is known elsewhere, to words whose hash is known. */
    private static Stream<PortableTerms.Yes> yes(
            ConsentStatement.Grant yes, Optional<RecordedAct> act, PublicNames names, Map<UUID, String> points) {
        var scope = yes.scope();
        var party = names.of(scope.controller());
        var contact = scope.point().map(points::get);
        var words = act.flatMap(RecordedAct::notice).map(it -> new PortableTerms.Words(it.language(), it.hash()));
        var own = yes.express()
                ? words.isPresent()
                : act.filter(TermsDocuments::isTheirOwn).isPresent();
        if (yes.pending() || party.isEmpty() || contact.isEmpty() || !own) return Stream.empty();
        return Stream.of(new PortableTerms.Yes(
                party.get(),
                scope.topic(),
                scope.channel(),
                contact.get(),
                yes.made(),
                yes.expires(),
                yes.express() ? words : Optional.empty()));
    }

    /** Whether they said themselves that what needs no consent may come again; all other grounds are a controller's to tell. */
    private static boolean isTheirOwn(RecordedAct act) {
        return act.isSaidHere() && act.text("basis").equals(Optional.of(Json.text(Act.Basis.CONTRACT)));
    }

    /** A no to a controller that is unknown elsewhere, or at an address that is gone, says nothing there. */
    private static Stream<PortableTerms.No> no(
            ConsentStatement.Refusal no, PublicNames names, Map<UUID, String> points) {
        var scope = no.scope();
        var party = named(scope.controller()).flatMap(names::of);
        var contact = scope.point().map(points::get);
        if (party.isEmpty() && named(scope.controller()).isPresent()) return Stream.empty();
        if (contact.isEmpty() && scope.point().isPresent()) return Stream.empty();
        return Stream.of(new PortableTerms.No(
                no.kind(), party, named(scope.topic()), named(scope.channel()), contact, no.services(), no.made()));
    }

    private static ObjectNode preferences(Terms terms, PublicNames names) {
        var said = terms.preferences();
        var node = PreferencesJson.write(said);
        var caps = Json.MAPPER.createArrayNode();
        for (var cap : said.caps()) {
            var party = named(cap.controller()).flatMap(names::of);
            if (party.isEmpty() && named(cap.controller()).isPresent()) continue;
            var one = (ObjectNode) PreferencesJson.write(Preferences.NONE.capped(List.of(cap)))
                    .get("caps")
                    .get(0);
            one.remove("controller");
            party.ifPresent(it -> one.put("secondParty", it));
            caps.add(one);
        }
        if (node.has("caps")) node.set("caps", caps);
        return node;
    }

    private static Optional<String> named(String part) {
        return Optional.of(part).filter(it -> !it.equals(Scope.ALL));
    }
}
