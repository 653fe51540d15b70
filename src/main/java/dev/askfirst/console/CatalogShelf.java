package dev.askfirst.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.CatalogEdits;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.draft.DraftRequest;
import dev.askfirst.catalog.draft.Drafts;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Parts of the catalog as text that people edit, and back. */
@ApplicationScoped
class CatalogShelf {

    /**
     * One part: under which name it is found, which of its versions it is, and what it is called.
     *
     * @param quota how many questions a sender may ask within its window; 0 if it has no limit of its own
     */
    public record Part(String id, String version, String language, String name, long quota, String window) {}

    /** All parts of one kind. */
    public record Kind(String kind, List<Part> parts) {}

    /** Changes that are not in force. */
    public record Waiting(boolean secondAdmin, int drafts) {}

    static final List<String> KINDS =
            List.of("topics", "notices", "senders", "laws", "controllers", "channels", "purposes", "connections");

    private final CatalogService catalogs;
    private final CatalogEdits edits;
    private final Drafts drafts;

    CatalogShelf(CatalogService catalogs, CatalogEdits edits, Drafts drafts) {
        this.catalogs = catalogs;
        this.edits = edits;
        this.drafts = drafts;
    }

    long version() {
        return catalogs.newest().version();
    }

    List<Kind> all(Caller caller) {
        var document = document(caller);
        var kinds = new ArrayList<Kind>();
        for (var kind : KINDS) {
            var list = new ArrayList<Part>();
            for (var it : document.path(kind))
                list.add(new Part(
                        it.path("id").asText(),
                        it.path("version").asText(),
                        it.path("language").asText(),
                        it.path("name").asText(it.path("controller").asText()),
                        it.path("rate").path("quota").asLong(),
                        window(it.path("rate").path("window").asText())));
            kinds.add(new Kind(kind, list));
        }
        return kinds;
    }

    private static String window(String duration) {
        return duration.isEmpty() ? "" : Durations.text(Duration.parse(duration));
    }

    /** A part as text; the newest version where none is named; empty where there is none. */
    Optional<ObjectNode> part(String kind, String id, String version, String language, Caller caller) {
        Optional<ObjectNode> found = Optional.empty();
        for (var it : document(caller).path(known(kind))) {
            var same = it.path("id").asText().equals(id)
                    && (version.isEmpty() || it.path("version").asText().equals(version))
                    && (language.isEmpty() || it.path("language").asText().equals(language));
            if (same) found = Optional.of((ObjectNode) it);
        }
        return found;
    }

    static String text(JsonNode part) {
        return part.toPrettyString();
    }

    /** Text that somebody has edited. */
    static ObjectNode read(String text) {
        try {
            if (Json.MAPPER.readTree(text) instanceof ObjectNode part) return part;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw Fault.invalid("part", "is not JSON, from line " + (at == null ? 1 : at.getLineNr()) + " on");
        }
        throw Fault.invalid("part", "is not an object");
    }

    /**
     * Puts it in place by the same rules as over the API, unless the catalog has another version by now than this; where a
     * second admin is needed, the draft in which it waits.
     */
    Optional<UUID> put(String kind, ObjectNode part, String version, Caller by) {
        var id = part.path("id").asText();
        return edits.put(new CatalogEdits.Edit(
                        known(kind), id, part, it -> Long.toString(it).equals(version), by))
                .draft();
    }

    /** Keeps it as a draft, whether or not a second admin is needed. */
    UUID draft(String kind, ObjectNode part, String version, String note, Caller by) {
        var base = version.matches("\\d{1,18}") ? Long.parseLong(version) : 0;
        var parts = List.of(new DraftRequest.Part(known(kind), part));
        return drafts.make(new DraftRequest(Optional.of(base), Optional.of(note), parts, Optional.empty()), by);
    }

    /** Whether a change needs a second admin, and how many changes wait. */
    Waiting waiting() {
        return new Waiting(catalogs.newest().secondAdmin(), drafts.list(true).size());
    }

    static String known(String kind) {
        if (!KINDS.contains(kind)) throw Fault.of(ProblemCode.NOT_FOUND, "the catalog has no such kind of part");
        return kind;
    }

    private JsonNode document(Caller caller) {
        return Json.MAPPER.valueToTree(catalogs.newest().seenBy(caller));
    }
}
