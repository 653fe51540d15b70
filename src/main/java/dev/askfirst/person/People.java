package dev.askfirst.person;

import dev.askfirst.person.deputy.Deputies;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Finds the person a path names for those who may see them: staff anybody, or those who spoke to the controllers that they
 * are limited to; people themselves.
 */
@ApplicationScoped
public class People {

    private static final Sql FIND = Sql.of("""
            select t.person_id from terms t join person p on p.person_id = t.person_id
            where p.erased_at is null
              and t.person_id = coalesce((select into_id from merged_person where person_id = :person), :person)""");

    private final DataSource dataSource;
    private final Deputies deputies;

    People(DataSource dataSource, Deputies deputies) {
        this.dataSource = dataSource;
        this.deputies = deputies;
    }

    /**
     * The person of this id. An unknown id, an erased person, and a person the caller may not see all give "not found";
     * a merged person gives a redirect (308) to the other.
     */
    public UUID require(String id, Caller caller, UriInfo uri) {
        var asked = Ids.parse(id).orElseThrow(People::nobody);
        var now = find(asked).orElseThrow(People::nobody);
        if (!caller.isStaff() && !isSelf(caller.requirePerson(), now)) throw nobody();
        requireKnown(now, caller);
        return here(id, asked, now, uri);
    }

    /** By the same rules, and by those of deputies, of whom it takes any of these rights. */
    public UUID require(PersonPath path, Right... any) {
        if (!path.caller().isDeputy()) return require(path);
        var asked = Ids.parse(path.id).orElseThrow(People::nobody);
        var now = find(asked).orElseThrow(People::nobody);
        if (!deputies.require(path.caller(), any).person().equals(now)) throw nobody();
        return here(path.id, asked, now, path.uri);
    }

    private static UUID here(String id, UUID asked, UUID now, UriInfo uri) {
        if (now.equals(asked)) return asked;
        throw new RedirectionException(Redirect.moved(path(uri, id, now)));
    }

    /** The person that the path names, by the same rules. */
    public UUID require(PersonPath path) {
        return require(path.id, path.caller(), path.uri);
    }

    /** Staff who are limited learn of nobody who never spoke to their controllers. */
    public void requireKnown(UUID person, Caller caller) {
        if (!caller.isLimited()) return;
        try (var connection = dataSource.getConnection()) {
            if (!Acquaintance.of(connection, person, caller.limit().orElseThrow())) throw nobody();
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be looked up", e);
        }
    }

    /** The person that a caller is, as they are now after any merge; "not found" once they are erased. */
    public UUID requireSelf(Caller caller) {
        return find(caller.requirePerson()).orElseThrow(People::nobody);
    }

    /** The person that somebody of this id is now, after any merge; empty if nobody ever was, or they were erased. */
    public Optional<UUID> now(UUID id) {
        return find(id);
    }

    /** A token that names a person as they were before a merge is still theirs. */
    private boolean isSelf(UUID token, UUID person) {
        return token.equals(person) || find(token).filter(person::equals).isPresent();
    }

    /** The current person of this id, after any merge. */
    private Optional<UUID> find(UUID id) {
        try (var connection = dataSource.getConnection()) {
            return FIND.with("person", id).first(connection, row -> row.id("person_id"));
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be looked up", e);
        }
    }

    private static String path(UriInfo uri, String from, UUID to) {
        var asked = uri.getRequestUri();
        var query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return asked.getRawPath().replace(from, to.toString()) + query;
    }

    private static Fault nobody() {
        return Fault.of(ProblemCode.NOT_FOUND, "no person with this id that you may see");
    }
}
