package dev.askfirst.outbound.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.person.contact.Contact;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies are kept without what tells whom they are about. */
class ReplyWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mailto:Ana@test.example | ana@TEST.example is forgotten     | 400 … is forgotten
            mailto:ana@test.example | see /lists/ana%40test.example/x   | 400 see /lists/…/x
            mailto:ana@test.example | also ben@test.example, she said   | 400 also …, she said
            tel:+4915112345678      | no number: 4915112345678          | 400 no number: …
            tel:+4915112345678      | no number: +49 151 1234 5678      | 400 no number: …
            """)
    void withoutAddresses(String contact, String said, String kept) {
        assertEquals(kept, ReplyWords.of(400, bytes(said), Contact.parse(contact)));
    }

    @Test
    void shortenedInOneLine() {
        var contact = Contact.parse("mailto:ana@test.example");
        assertEquals("503 a b", ReplyWords.of(503, bytes("a\r\n\u0000\u202E b\n"), contact));
        assertEquals("500", ReplyWords.of(500, new byte[0], contact));
        assertEquals(301, ReplyWords.of(400, bytes("x".repeat(5000)), contact).length());
        assertFalse(ReplyWords.of(400, new byte[] {(byte) 0xff, 0, (byte) 0xc3}, contact)
                .contains("\u0000"));
    }

    @Test
    void whatAReplySaysIsReadAtItsPlace() {
        assertTrue(ReplyWords.says(bytes("{\"a\":{\"status\":\"complete\"}}"), Map.of("/a/status", "complete")));
        assertFalse(ReplyWords.says(bytes("{\"a\":{\"status\":\"queued\"}}"), Map.of("/a/status", "complete")));
        assertFalse(ReplyWords.says(bytes("<html>"), Map.of("/a", "x")));
        assertFalse(ReplyWords.says(new byte[0], Map.of("/a", "x")));
        assertTrue(ReplyWords.says(new byte[0], Map.of()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
