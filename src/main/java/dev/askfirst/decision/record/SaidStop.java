package dev.askfirst.decision.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.law.ConfirmationLaw;
import dev.askfirst.policy.ConfirmableStop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The latest STOP from the address asked about to the controller, where law lets one message confirm it.
 *
 * @param laws the rows that do, as {@code id/version}, sorted; at least one
 */
public record SaidStop(UUID stop, Instant said, List<String> laws) {

    public SaidStop {
        laws = List.copyOf(laws);
    }

    /** As decisions see it, by the rows of this catalog; empty if it does not have them. */
    public Optional<ConfirmableStop> by(Catalog catalog) {
        return ConfirmationLaw.of(catalog.document().laws(), laws).map(law -> law.stop(stop, said));
    }

    /** What allows the confirmation, as answers name it. */
    public String source() {
        return ConfirmationLaw.source(laws.getFirst());
    }

    void write(ObjectNode node) {
        laws.forEach(node.putArray("laws")::add);
        node.put("said", FactsJson.time(said)).put("stop", stop.toString());
    }

    static SaidStop read(JsonNode node) {
        return new SaidStop(
                UUID.fromString(node.get("stop").textValue()),
                Instant.parse(node.get("said").textValue()),
                FactsJson.texts(node.get("laws")));
    }
}
