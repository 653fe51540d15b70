package dev.askfirst.outbound.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Events as records, by the Kafka binding of CloudEvents 1.0 in its structured mode: the value is the event as the feed shows it.
 * Its attributes stand in headers too, so that whoever wants but some types need not read the others.
 */
final class KafkaRecords {

    private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";

    /** The binding has no headers for these: the content type is that of the whole event. */
    private static final Set<String> NO_HEADERS = Set.of("data", "datacontenttype");

    private KafkaRecords() {}

    /** The key is whoever it is about, so that all about one person is in one partition; of what is about nobody its own id. */
    static ProducerRecord<byte[], byte[]> of(String topic, ObjectNode event) {
        var key = event.path("subject").asText(event.path("id").asText());
        var record = new ProducerRecord<>(topic, bytes(key), bytes(event.toString()));
        record.headers().add("content-type", bytes(STRUCTURED));
        for (var attribute : event.properties()) {
            if (NO_HEADERS.contains(attribute.getKey())) continue;
            record.headers()
                    .add("ce_" + attribute.getKey(), bytes(attribute.getValue().asText()));
        }
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
