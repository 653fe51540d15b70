package dev.askfirst.console.find;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.draft.Drafts;
import dev.askfirst.console.TypedAddress;
import dev.askfirst.export.ExportService;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonService;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.search.FoundEntry;
import dev.askfirst.search.Search;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Finds what somebody typed, as far as they may see it. Looking for a person is recorded before anything is told; looking at
 * an entry is, by its page.
 */
@ApplicationScoped
class Finder {

    private static final Texts TEXTS = Texts.of("find", "en");
    private static final int LONGEST = 320;
    private static final Pattern ADDRESS =
            Pattern.compile("(?i).*@.*|\\+?[0-9][0-9 ().\\-/]{5,}|(mailto|tel|acct|push|post|ble|ext):.*");

    /** Versions of the catalog have small numbers. */
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,4}");

    /** Of a campaign the newest decisions are found, among so many pages of them; it stands in no index. */
    private static final Sql OF_CAMPAIGN = Sql.of("""
            select e.id from (select page_id, lines from decision_page order by page_id desc limit 2000) newest
            join decision_entry e on e.page_id = newest.page_id
            where strpos(newest.lines, '"campaign":' || to_json(:campaign::text)) > 0
                and substr(e.texts, 34)::jsonb ->> 'campaign' = :campaign
            order by e.id desc limit 10""");

    private final CatalogService catalogs;
    private final PersonService lookup;
    private final People people;
    private final Search search;
    private final ExportService exports;
    private final Drafts drafts;
    private final Accesses accesses;
    private final DataSource dataSource;

    Finder(
            CatalogService catalogs,
            PersonService lookup,
            People people,
            Search search,
            ExportService exports,
            Drafts drafts,
            Accesses accesses,
            DataSource dataSource) {
        this.catalogs = catalogs;
        this.lookup = lookup;
        this.people = people;
        this.search = search;
        this.exports = exports;
        this.drafts = drafts;
        this.accesses = accesses;
        this.dataSource = dataSource;
    }

    /** What there is; a fault if it cannot be looked for, or nothing is there. */
    Findings find(String typed, Caller caller) {
        if (typed.isEmpty()) throw wrong(ProblemCode.INVALID_REQUEST, "empty");
        if (typed.length() > LONGEST) throw wrong(ProblemCode.INVALID_REQUEST, "long");
        var officer = caller.is(Caller.COMPLIANCE);
        if (officer && ADDRESS.matcher(typed).matches()) return one(typed, "people", person(typed, caller));
        var groups = new ArrayList<Findings.Group>();
        draft(typed, caller).ifPresent(groups::add);
        if (officer && groups.isEmpty()) byId(typed, caller).ifPresent(groups::add);
        if (groups.isEmpty()) {
            groups.addAll(new CatalogFinder(catalogs.newest().seenBy(caller), typed).groups(officer));
            if (officer) campaign(typed, caller).ifPresent(groups::add);
        }
        if (groups.isEmpty()) throw wrong(ProblemCode.NOT_FOUND, officer ? "nothing" : "nothingInCatalog");
        return new Findings(typed, groups, "");
    }

    private String person(String typed, Caller caller) {
        var contact = TypedAddress.parse(typed)
                .orElseThrow(why -> Fault.of(ProblemCode.INVALID_REQUEST, TEXTS.text("wrongAddress", why)));
        try {
            return "/console/people/" + lookup.lookup(contact, caller);
        } catch (Fault fault) {
            throw fault.code() == ProblemCode.NOT_FOUND ? wrong(fault.code(), "nobody") : fault;
        }
    }

    private Optional<Findings.Group> byId(String typed, Caller caller) {
        if (VERSION.matcher(typed).matches()) return entry(typed, caller);
        var id = Ids.parse(typed);
        if (id.isEmpty()) return Optional.empty();
        return export(typed, caller).or(() -> entry(typed, caller)).or(() -> person(id.get(), caller));
    }

    private Optional<Findings.Group> export(String id, Caller caller) {
        return isThere(() -> exports.own(id, caller))
                ? Optional.of(group("exports", "/console/exports/" + id, id, ""))
                : Optional.empty();
    }

    /** Drafts are of the whole catalog: who is limited does not see them. */
    private Optional<Findings.Group> draft(String id, Caller caller) {
        if (caller.isLimited() || Ids.parse(id).isEmpty() || !isThere(() -> drafts.one(id))) return Optional.empty();
        return Optional.of(group("drafts", "/console/drafts/" + id, id, ""));
    }

    private static boolean isThere(Runnable look) {
        try {
            look.run();
            return true;
        } catch (Fault fault) {
            if (fault.code() == ProblemCode.NOT_FOUND) return false;
            throw fault;
        }
    }

    private Optional<Findings.Group> entry(String id, Caller caller) {
        return read(id, caller).map(it -> group("entries", "/console/entries/" + id, it.kind(), id));
    }

    /** The page of a person records that somebody looks. */
    private Optional<Findings.Group> person(UUID id, Caller caller) {
        var now = people.now(id);
        if (now.isEmpty()) return Optional.empty();
        people.requireKnown(now.get(), caller);
        return Optional.of(
                group("people", "/console/people/" + now.get(), now.get().toString(), ""));
    }

    private Optional<Findings.Group> campaign(String typed, Caller caller) {
        accesses.recordList(caller, "entries");
        var hits = new ArrayList<Findings.Hit>();
        for (var id : decisions(typed))
            if (read(id.toString(), caller).isPresent())
                hits.add(new Findings.Hit("/console/entries/" + id, TEXTS.text("decision"), id.toString()));
        return hits.isEmpty() ? Optional.empty() : Optional.of(new Findings.Group("campaign", hits));
    }

    private List<UUID> decisions(String campaign) {
        try (var connection = dataSource.getConnection()) {
            return OF_CAMPAIGN.with("campaign", campaign).list(connection, row -> row.id("id"));
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private Optional<FoundEntry> read(String id, Caller caller) {
        try {
            return search.one(id, caller);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private static Findings one(String typed, String kind, String link) {
        return new Findings(typed, List.of(group(kind, link, typed, "")), "");
    }

    private static Findings.Group group(String kind, String link, String name, String note) {
        return new Findings.Group(kind, List.of(new Findings.Hit(link, name, note)));
    }

    private static Fault wrong(ProblemCode code, String key) {
        return Fault.of(code, TEXTS.text(key));
    }
}
