package dev.askfirst.catalog.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogEdits;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A draft as it is asked for.
 *
 * @param base the version that its author has read; left out, the newest
 * @param parts what is to be put in place
 * @param secondAdmin left out, as the catalog has it
 */
public record DraftRequest(
        Optional<Long> base, Optional<String> note, List<Part> parts, Optional<Boolean> secondAdmin) {

    private static final int MOST = 100;
    private static final Set<String> KINDS = Set.of(
            "controllers",
            "senders",
            "channels",
            "purposes",
            "topics",
            "notices",
            "bases",
            "retention",
            "laws",
            "connections");

    /** One part of the catalog as it is to be; its id stands in it. */
    public record Part(String kind, ObjectNode part) {}

    public DraftRequest {
        base = base == null ? Optional.empty() : base;
        note = note == null ? Optional.empty() : note;
        parts = parts == null ? List.of() : List.copyOf(parts);
        secondAdmin = secondAdmin == null ? Optional.empty() : secondAdmin;
    }

    /** Checks what needs no catalog. */
    DraftRequest checked() {
        var checks = new Checks();
        if (base.filter(it -> it < 1).isPresent()) checks.error("base", "is no version of a catalog");
        checks.text("note", note.orElse(null), Drafts.LONGEST_TEXT);
        checks.done();
        return this;
    }

    void checkBase(long newest) {
        if (base.filter(it -> it != newest).isPresent())
            throw Fault.of(ProblemCode.PRECONDITION_FAILED, "the catalog is at version " + newest + " by now");
    }

    /** The document with all parts in place. */
    CatalogDocument document(CatalogDocument before, Instant at) {
        if (parts.size() > MOST) throw Fault.invalid("parts", "are more than " + MOST);
        var document = before;
        for (var i = 0; i < parts.size(); i++) document = with(document, at, i);
        return document;
    }

    private CatalogDocument with(CatalogDocument document, Instant at, int i) {
        var place = "parts." + i;
        var one = parts.get(i);
        if (one.kind() == null || !KINDS.contains(one.kind()))
            throw Fault.invalid(place + ".kind", "is not a kind of part, such as `topics`");
        if (one.part() == null) throw Fault.invalid(place + ".part", "is missing");
        try {
            var id = one.part().path("id").asText();
            var edit = new CatalogEdits.Edit(one.kind(), id, one.part(), _ -> true, Caller.OPERATOR);
            return CatalogEdits.with(document, at, edit);
        } catch (Fault fault) {
            throw fault.errors().isEmpty() ? fault : Fault.invalid(within(place, fault.errors()));
        }
    }

    private static List<Fault.FieldError> within(String place, List<Fault.FieldError> errors) {
        return errors.stream()
                .map(it -> new Fault.FieldError(place + ".part." + it.field(), it.message()))
                .toList();
    }
}
