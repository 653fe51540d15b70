package dev.askfirst.console.hand;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.TypedAddress;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.export.ExportService;
import dev.askfirst.export.ExportStatus;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonService;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.search.EntryCounts;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Form;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Understands what is to be handed over, counts it, and says how far it is. */
@ApplicationScoped
class HandOvers {

    private static final Texts TEXTS = Texts.of("hand", "en");
    private static final String PERSON = "person";

    private final PersonService lookup;
    private final People people;
    private final Accesses accesses;
    private final EntryCounts counts;
    private final ExportService exports;
    private final CatalogService catalogs;

    HandOvers(
            PersonService lookup,
            People people,
            Accesses accesses,
            EntryCounts counts,
            ExportService exports,
            CatalogService catalogs) {
        this.lookup = lookup;
        this.people = people;
        this.accesses = accesses;
        this.counts = counts;
        this.exports = exports;
        this.catalogs = catalogs;
    }

    /** What the form asks for; a fault names the field that is wrong. */
    HandOver of(Form form, Caller caller) {
        var days = Days.of(form.text("month"), form.text("from"), form.text("to"));
        var what = form.text("what");
        if (days.isAll() && !what.equals(PERSON)) throw wrong("month", TEXTS.text("wrongTime"));
        return switch (what) {
            case "everything" -> new HandOver(Optional.empty(), Optional.empty(), days);
            case "sender" -> new HandOver(Optional.of(sender(form.text("sender"))), Optional.empty(), days);
            case PERSON -> new HandOver(Optional.empty(), Optional.of(person(form.text("who"), caller)), days);
            default -> throw wrong("what", TEXTS.text("wrongWhat"));
        };
    }

    /** The same from an address that {@link HandOver#query} made. */
    HandOver of(Optional<String> sender, Optional<String> person, Optional<String> from, Optional<String> to) {
        var days = Days.of("", from.orElse(""), to.orElse(""));
        if (days.isAll() && person.isEmpty()) throw wrong("month", TEXTS.text("wrongTime"));
        return new HandOver(sender.map(HandOvers::sender), person.map(this::known), days);
    }

    /** A sender of the catalog, or one that once was: whose entries are there is found by its id. */
    private static String sender(String id) {
        if (!id.matches("[a-z0-9][a-z0-9._-]{0,99}")) throw wrong("sender", TEXTS.text("wrongSender"));
        return id;
    }

    private UUID person(String who, Caller caller) {
        if (who.isEmpty()) throw wrong("who", TEXTS.text("wrongWho"));
        if (Ids.parse(who).isPresent()) return known(who);
        var contact = TypedAddress.parse(who).orElseThrow(why -> wrong("who", TEXTS.text("wrongAddress", why)));
        try {
            return lookup.lookup(contact, caller);
        } catch (Fault fault) {
            throw fault.code() == ProblemCode.NOT_FOUND ? nobody() : fault;
        }
    }

    private UUID known(String id) {
        return Ids.parse(id).flatMap(people::now).orElseThrow(HandOvers::nobody);
    }

    private static Fault nobody() {
        return Fault.about(ProblemCode.NOT_FOUND, "who", TEXTS.text("nobody"));
    }

    private static Fault wrong(String field, String detail) {
        return Fault.about(ProblemCode.INVALID_REQUEST, field, detail);
    }

    /** What would be in it. That somebody looks at a person is recorded first. */
    HandOverView counted(HandOver wanted, Caller caller) {
        wanted.person()
                .ifPresentOrElse(
                        it -> accesses.record(caller, it, "entries"), () -> accesses.recordList(caller, "entries"));
        var counted = counts.of(wanted.wanted());
        var kinds = counted.kinds().stream()
                .filter(it -> it.count() > 0)
                .map(it -> new HandOverView.Count(TEXTS.text("kind", it.kind()), it.count(), it.more()))
                .toList();
        var all = kinds.stream().mapToLong(HandOverView.Count::count).sum();
        var title = title(wanted.sender(), wanted.person().isPresent());
        return new HandOverView(
                title, period(wanted.days()), kinds, all, Math.max(0, counted.around() - all), caller.is(Caller.ADMIN));
    }

    private String title(Optional<String> sender, boolean person) {
        var name = sender.map(it -> new CatalogNames(catalogs.newest(), "en").sender(it));
        return TEXTS.text("about", person ? PERSON : name.isPresent() ? "sender" : "all", name.orElse(""));
    }

    private static String period(Days days) {
        return days.isAll()
                ? TEXTS.text("always")
                : TEXTS.text(
                        "days",
                        Moments.day(days.first().orElseThrow()),
                        Moments.day(days.last().orElseThrow()));
    }

    /** How far an ordered one is, and once it is there, what is in it. */
    HandedView handed(ExportStatus status) {
        var order = status.order();
        var filters = order.path("filters");
        var sender = Optional.ofNullable(filters.path("sender").textValue());
        var manifest = exports.text(status, "manifest.json").map(Json::stored);
        return new HandedView(
                status.id().toString(),
                title(sender, filters.has(PERSON)),
                period(order),
                Moments.said(status.at()),
                status.state().text(),
                status.state().isOpen(),
                status.done(),
                status.entries(),
                !status.files().isEmpty(),
                manifest.map(it -> told(it.path("counts"))).orElse(List.of()),
                status.files().stream().mapToLong(ExportStatus.File::bytes).sum(),
                status.files().stream().anyMatch(it -> it.name().equals("person.json")));
    }

    /** As the order has it: the day before its end is the last one. */
    private static String period(JsonNode order) {
        var from = Instant.parse(order.path("from").asText()).atOffset(ZoneOffset.UTC);
        var until = Instant.parse(order.path("to").asText()).atOffset(ZoneOffset.UTC);
        if (until.toInstant().equals(Days.ALL.until())) return TEXTS.text("always");
        return TEXTS.text(
                "days",
                Moments.day(from.toLocalDate()),
                Moments.day(until.minusNanos(1).toLocalDate()));
    }

    private static List<HandOverView.Count> told(JsonNode counts) {
        var told = new ArrayList<HandOverView.Count>();
        counts.properties()
                .forEach(it -> told.add(new HandOverView.Count(
                        TEXTS.text("told", it.getKey()), it.getValue().asLong(), false)));
        return told;
    }
}
