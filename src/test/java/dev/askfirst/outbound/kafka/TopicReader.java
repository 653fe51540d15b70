package dev.askfirst.outbound.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** A program that is not ours, and reads the topic as subscribers do: what it has printed so far. */
final class TopicReader implements AutoCloseable {

    private static final String RECORD = "record ";

    private final Program program;

    TopicReader(Broker broker, String topic) {
        program = broker.reader(topic);
        program.awaitLine("reading", Duration.ofMinutes(1));
    }

    /** All records, each as it stood there and as the SDK of CloudEvents takes it. */
    List<JsonNode> records() {
        return program.said()
                .lines()
                .filter(it -> it.startsWith(RECORD))
                .map(it -> Json.stored(it.substring(RECORD.length())))
                .toList();
    }

    /** The events in their order, for somebody who drops those that they know. */
    List<JsonNode> events() {
        var known = new HashSet<String>();
        var events = new ArrayList<JsonNode>();
        for (var record : records()) {
            var value = record.get("value");
            if (known.add(value.get("id").asText())) events.add(value);
        }
        return events;
    }

    /** Each record is what the binding says that it is, under the key of whoever it is about. */
    void check() {
        for (var record : records()) {
            var value = record.get("value");
            var taken = record.get("taken");
            assertEquals("STRUCTURED", taken.get("encoding").asText());
            assertEquals(value.get("type"), record.get("header"));
            for (var name : List.of("id", "type", "subject", "sequence", "data"))
                if (value.has(name)) assertEquals(value.get(name), taken.get(name), record::toString);
            assertEquals(
                    value.path("subject").asText(value.get("id").asText()),
                    record.get("key").asText());
        }
    }

    @Override
    public void close() {
        program.process().destroyForcibly();
        program.awaitEnd(Duration.ofMinutes(1));
    }
}
