package dev.askfirst.consent.portable;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.BroughtDocument;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Records what somebody brought from another installation, once they have proved that one of its addresses is theirs. */
@ApplicationScoped
public class BroughtTerms {

    /**
     * What became of a document.
     *
     * @param person whose terms they are here
     * @param left what was not taken; the rest is in force
     */
    public record Taken(UUID person, int yeses, int noes, int pauses, boolean preferences, List<Left> left) {}

    private final TrustedIssuers issuers;
    private final ActWriter writer;
    private final CatalogService catalogs;
    private final Clock clock;
    private final DataSource dataSource;
    private final BroughtMetrics metrics;

    BroughtTerms(
            TrustedIssuers issuers,
            ActWriter writer,
            CatalogService catalogs,
            Clock clock,
            DataSource dataSource,
            BroughtMetrics metrics) {
        this.issuers = issuers;
        this.writer = writer;
        this.catalogs = catalogs;
        this.clock = clock;
        this.dataSource = dataSource;
        this.metrics = metrics;
    }

    /** Reads a document, and believes nothing of it that its issuer did not sign. */
    public TrustedIssuers.Reading read(String document) {
        var reading = issuers.read(document, now());
        if (reading instanceof TrustedIssuers.Reading.Refused(var why)) metrics.refused(why);
        return reading;
    }

    /** The same, where a document that is not taken is a fault. */
    public PortableTerms require(String document) {
        return switch (read(document)) {
            case TrustedIssuers.Reading.Read(var terms) -> terms;
            case TrustedIssuers.Reading.Refused(var why) -> throw fault(why);
        };
    }

    private static Fault fault(TrustedIssuers.Why why) {
        return switch (why) {
            case UNREADABLE -> Fault.invalid("terms", "is no signed document of terms (a JWS of type `terms+jwt`)");
            case ISSUER -> refused("its issuer (`iss`) is none of those that are trusted here");
            case ALTERED -> refused("its signature is none of its issuer's: it was changed, or somebody else made it");
            case EXPIRED -> refused("it was good until `exp`, which is over: get a new one where it was made");
            case AUDIENCE -> refused("it is for another installation (`aud`)");
            case NO_KEYS ->
                Fault.of(ProblemCode.UNDECIDED, "its issuer's keys cannot be had now, so it cannot be judged");
        };
    }

    private static Fault refused(String why) {
        return Fault.about(ProblemCode.TERMS_REFUSED, "terms", why);
    }

    /** The address among those of the document; a fault where it is none of them. */
    public static Contact requireOwn(PortableTerms terms, Contact contact) {
        if (!isOwn(terms, contact))
            throw Fault.about(ProblemCode.TERMS_REFUSED, "contact", "is none of the addresses in the document");
        return contact;
    }

    public static boolean isOwn(PortableTerms terms, Contact contact) {
        return terms.contacts().stream()
                .flatMap(it -> Contact.tryParse(it).contact().stream())
                .anyMatch(
                        it -> it.scheme().equals(contact.scheme()) && it.value().equals(contact.value()));
    }

    /**
     * Records all of it that means something here, in one transaction: all that is reported as taken is in force, and of a
     * document that was brought before nothing is recorded. Whoever calls has seen the code that was sent to the address.
     */
    public Taken take(PortableTerms terms, Contact proved) {
        var now = now();
        var catalog = catalogs.newest();
        var evidence = new Evidence(Evidence.Method.TERMS, Map.of(Evidence.SOURCE, terms.issuer()));
        var names = PublicNames.of(catalog.document().controllers());
        var met = terms.met().stream()
                .flatMap(it -> names.controller(it).stream())
                .toList();
        var document = new BroughtDocument(terms.id(), terms.issuer(), met);
        var admission = new Admission(catalog, proved, evidence);
        var admitted = admission.acts(terms, now);
        var acts = new ArrayList<Act>();
        acts.add(new Act.TermsBrought(new Addressee.AtContact(proved), document, evidence, Caller.CODE_HOLDER));
        admitted.forEach(it -> acts.add(it.act()));
        var results = writer.write(acts);
        var person = results.getFirst().recorded().person();
        metrics.taken();
        return taken(person, admitted, results.subList(1, results.size()), admission.left());
    }

    private static Taken taken(
            UUID person, List<Admission.Admitted> admitted, List<ActResult> results, List<Left> leftBefore) {
        var left = new ArrayList<>(leftBefore);
        var taken = new ArrayList<Left.What>();
        for (var i = 0; i < admitted.size(); i++) {
            if (results.get(i) instanceof ActResult.Refused(var fault))
                left.add(admitted.get(i).left(why(fault)));
            else taken.add(admitted.get(i).what());
        }
        return new Taken(
                person,
                count(Left.What.YES, taken),
                count(Left.What.NO, taken),
                count(Left.What.PAUSE, taken),
                taken.contains(Left.What.PREFERENCES),
                List.copyOf(left));
    }

    private static Left.Why why(Fault fault) {
        return fault.code() == ProblemCode.TOO_OLD ? Left.Why.TOO_OLD : Left.Why.REFUSED_HERE;
    }

    private static int count(Left.What what, List<Left.What> taken) {
        return (int) taken.stream().filter(what::equals).count();
    }

    private Instant now() {
        try (var connection = dataSource.getConnection()) {
            return clock.read(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the document could not be judged", e);
        }
    }
}
