package dev.askfirst.person;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds people by an address, for staff. Whoever has found somebody is on record before they are told. */
@ApplicationScoped
public class PersonService {

    private static final Sql AT_KEYS =
            Sql.of("select person_id from contact_point where contact_key = any (:keys::uuid[])");

    private final DataSource dataSource;
    private final ContactKeys keys;
    private final Accesses accesses;
    private final References references;

    PersonService(DataSource dataSource, ContactKeys keys, Accesses accesses, References references) {
        this.dataSource = dataSource;
        this.keys = keys;
        this.accesses = accesses;
        this.references = references;
    }

    /** The person at this address; a fault if it is nobody's. */
    public UUID lookup(Contact contact, Caller caller) {
        var person = find(contact, caller)
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "nobody is known by this contact"));
        accesses.record(caller, person, "lookup");
        return person;
    }

    /**
     * The same for a reference that a page told somebody. Empty if the text has not the form of one; a fault if it is nobody's.
     */
    public Optional<UUID> lookup(String text, Caller caller) {
        var reference = References.written(text);
        if (reference.isEmpty()) return Optional.empty();
        var person = references
                .person(reference.get())
                .filter(it -> mayKnow(caller, it))
                .orElseThrow(() -> Fault.of(
                        ProblemCode.NOT_FOUND,
                        "this reference is nobody’s: it was mistyped, is too old, or its address is not known"));
        accesses.record(caller, person, "reference");
        return Optional.of(person);
    }

    private Optional<UUID> find(Contact contact, Caller caller) {
        var known = keys.of(contact).stream().map(ContactKeys.ContactKey::key).toList();
        try (var connection = dataSource.getConnection()) {
            var person = AT_KEYS.with("keys", known).first(connection, row -> row.id("person_id"));
            return person.isPresent() && mayKnow(connection, caller, person.get()) ? person : Optional.empty();
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be looked up", e);
        }
    }

    private boolean mayKnow(Caller caller, UUID person) {
        try (var connection = dataSource.getConnection()) {
            return mayKnow(connection, caller, person);
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be looked up", e);
        }
    }

    /** Staff who are limited learn of nobody who never spoke to their controllers. */
    private static boolean mayKnow(Connection connection, Caller caller, UUID person) throws SQLException {
        return !caller.isLimited()
                || Acquaintance.of(connection, person, caller.limit().orElseThrow());
    }
}
