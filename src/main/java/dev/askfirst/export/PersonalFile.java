package dev.askfirst.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.view.PersonFile;
import dev.askfirst.decision.history.OwnDecisions;
import dev.askfirst.person.People;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * All that is kept about the one person that an export is about, as people may have it themselves (GDPR articles 15 and 20):
 * readable, whatever the time of the export, beside the entries that prove it.
 */
@ApplicationScoped
class PersonalFile {

    static final String NAME = "person.json";

    /** Writes the file. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private final People people;
    private final PersonFile files;
    private final OwnDecisions decisions;

    PersonalFile(People people, PersonFile files, OwnDecisions decisions) {
        this.people = people;
        this.files = files;
        this.decisions = decisions;
    }

    /**
     * What writes it, if the export is about one person and nothing narrower; nothing once they are erased. Addresses stand there
     * as whoever ordered the export may see them. Whoever is limited to controllers gets none: it tells all.
     */
    Optional<Writing> of(Export export) {
        if (export.controllers().isPresent()) return Optional.empty();
        var filters = export.filters();
        if (filters.size() != 1 || !filters.has("person")) return Optional.empty();
        return people.now(UUID.fromString(filters.get("person").textValue())).map(person -> out -> {
            var file = files.of(person, orderer(export.by())).toString();
            decisions.write(person, file, null, out);
        });
    }

    /** Whoever ordered it, as the record has them. */
    private static Caller orderer(JsonNode by) {
        var roles = Set.of(by.path("role").asText().split(" "));
        return new Caller(by.path("issuer").asText(), by.path("subject").asText(), roles, Optional.empty());
    }
}
