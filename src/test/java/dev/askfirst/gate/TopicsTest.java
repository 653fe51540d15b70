package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The closest line counts, and a file that cannot be understood starts nothing. */
class TopicsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, x@y.example, -, offers",
                "-, x@y.example, shop, orders",
                "-, x@acme.example, shop, events",
                "-, News@acme.Example, shop, newsletter",
                "News <news.acme.example>, news@acme.example, shop, offers.bags",
                "other.example, x@y.example, -, offers",
                "-, '', -, offers"
            })
    void theClosestLineCounts(String list, String sender, String user, String topic) throws IOException {
        var topics = Topics.read(
                file(
                        "# who sends what\n\nuser shop orders\nsender @acme.example events\nsender news@acme.example newsletter campaign=weekly\n"
                                + "list <news.acme.example> offers.bags controller=acme\n"),
                Optional.of("offers"));
        assertEquals(
                topic,
                topics.of(Optional.ofNullable(list), sender, Optional.ofNullable(user))
                        .topic()
                        .orElseThrow());
    }

    @Test
    void moreThanTheTopicCanBeSaid() throws IOException {
        var topics =
                Topics.read(file("user shop orders authorship=personal author=ana@acme.example\n"), Optional.empty());
        assertEquals(
                Map.of("topic", "orders", "authorship", "personal", "author", "ana@acme.example"),
                topics.of(Optional.empty(), "", Optional.of("shop")).members());
        assertTrue(topics.of(Optional.empty(), "", Optional.empty()).topic().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user shop",
                "host shop orders",
                "user shop orders colour=red",
                "user shop orders\nuser shop offers"
            })
    void aLineThatSaysNothingStartsNothing(String text) throws IOException {
        var file = file(text);
        assertThrows(StartRefused.class, () -> Topics.read(file, Optional.empty()));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("map"), text);
    }
}
