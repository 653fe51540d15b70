package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.complaint.ComplaintService;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Everything that is kept about what a person said, in one machine-readable piece (GDPR articles 15 and 20). */
@ApplicationScoped
public class PersonFile {

    private final PersonReader reader;
    private final Receipts receipts;
    private final DataSource dataSource;
    private final ComplaintService complaints;

    PersonFile(PersonReader reader, Receipts receipts, DataSource dataSource, ComplaintService complaints) {
        this.reader = reader;
        this.receipts = receipts;
        this.dataSource = dataSource;
        this.complaints = complaints;
    }

    /** What holds now, every act with its texts, a receipt for every yes, and what they complained about; addresses as this caller may see them. */
    public ObjectNode of(UUID person, Caller caller) {
        var file = Json.MAPPER.createObjectNode();
        file.put("person", person.toString());
        file.set("terms", Json.MAPPER.<JsonNode>valueToTree(reader.read(person, caller)));
        var acts = acts(person);
        var all = file.putArray("acts");
        acts.forEach(act -> all.add(ActView.of(act)));
        var kept = file.putArray("receipts");
        acts.stream()
                .filter(act -> act.kind() == ConsentEvent.Kind.GRANT)
                .forEach(yes -> kept.add(receipts.of(person, yes.id()).asJsonLd()));
        var told = file.putArray("complaints");
        complaints.own(person).forEach(it -> told.add(Json.MAPPER.<JsonNode>valueToTree(it)));
        return file;
    }

    private List<RecordedAct> acts(UUID person) {
        try (var connection = dataSource.getConnection()) {
            return new History(connection).whole(person);
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be read", e);
        }
    }
}
