import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic from its beginning and prints each record on a line as it comes: where it stood, its key, its value, a header, and what
 * the SDK of CloudEvents takes it for. The arguments are a broker and the topic.
 */
class Reader {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] it) throws IOException {
        var settings = Map.<String, Object>of("bootstrap.servers", it[0], "reconnect.backoff.max.ms", "500");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(it[1]).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            System.out.println("reading");
            while (true) {
                for (var one : consumer.poll(Duration.ofMillis(200))) System.out.println("record " + line(one));
            }
        }
    }

    private static String line(ConsumerRecord<String, byte[]> record) throws IOException {
        var message = KafkaMessageFactory.createReader(record);
        var event = message.toEvent();
        var line = JSON.createObjectNode()
                .put("partition", record.partition())
                .put("key", record.key())
                .put("header", new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8));
        line.putObject("taken")
                .put("encoding", message.getEncoding().toString())
                .put("id", event.getId())
                .put("type", event.getType())
                .put("subject", event.getSubject())
                .put("sequence", String.valueOf(event.getExtension("sequence")))
                .set("data", JSON.readTree(event.getData().toBytes()));
        line.set("value", JSON.readTree(record.value()));
        return JSON.writeValueAsString(line);
    }
}
