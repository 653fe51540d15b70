package dev.askfirst.outbound.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.outbound.feed.Change;
import dev.askfirst.platform.StartRefused;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducerSettingsTest {

    @TempDir
    Path folder;

    @Test
    void theOperatorsOwnAreTaken() throws IOException {
        var settings = ProducerSettings.read(config("security.protocol=SASL_SSL\nlinger.ms=20\n", Map.of()));
        assertEquals("SASL_SSL", settings.getProperty("security.protocol"));
        assertEquals("20", settings.getProperty("linger.ms"));
        assertEquals("one.example:9092,two.example:9092", settings.getProperty("bootstrap.servers"));
        assertEquals("all", settings.getProperty("acks"));
    }

    @Test
    void whatPromisesRestOnCannotBeChanged() throws IOException {
        var config = config("acks=1\nmax.in.flight.requests.per.connection=5\nlinger.ms=20\n", Map.of());
        var refused = assertThrows(StartRefused.class, () -> ProducerSettings.read(config));
        assertTrue(refused.getMessage().contains("sets acks, max.in.flight.requests.per.connection, on which"));
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        var config = config(
                Map.of("askfirst.kafka.properties", folder.resolve("none").toString()));
        assertThrows(StartRefused.class, () -> ProducerSettings.read(config));
    }

    @Test
    void linksAreToldOnlyByName() {
        var usual = KafkaBatches.types(config(Map.of()));
        assertTrue(usual.contains(Change.Type.CONSENT_WITHDRAWN));
        assertFalse(usual.contains(Change.Type.CODE_REQUESTED));
        assertFalse(usual.contains(Change.Type.CONFIRMATION_REQUESTED));
        var named = KafkaBatches.types(config(Map.of("askfirst.kafka.types", "consent.withdrawn,code.requested")));
        assertEquals(2, named.size());
        assertTrue(named.contains(Change.Type.CODE_REQUESTED));
        var wrong = config(Map.of("askfirst.kafka.types", "consent.withdrawal"));
        assertThrows(StartRefused.class, () -> KafkaBatches.types(wrong));
    }

    private KafkaConfig config(String file, Map<String, String> settings) throws IOException {
        var properties = folder.resolve("client.properties");
        Files.writeString(properties, file);
        var all = new HashMap<>(settings);
        all.put("askfirst.kafka.properties", properties.toString());
        return config(all);
    }

    private static KafkaConfig config(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("askfirst.kafka.servers", "one.example:9092,two.example:9092");
        return new SmallRyeConfigBuilder()
                .withMapping(KafkaConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 500))
                .build()
                .getConfigMapping(KafkaConfig.class);
    }
}
