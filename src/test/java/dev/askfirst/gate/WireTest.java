package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one side hands over arrives at the other as it was, whatever is in it. */
class WireTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Wire here;
    private Wire there;
    private Socket raw;

    @BeforeEach
    void theyAreConnected() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            raw = new Socket(server.getInetAddress(), server.getLocalPort());
            here = new Wire(raw, PATIENCE);
            there = new Wire(server.accept(), PATIENCE);
        }
    }

    @AfterEach
    void theyHangUp() {
        here.close();
        there.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                ".\r\n",
                "..\r\n",
                ".a\r\n",
                "a\r\n.\r\nb\r\n",
                "a\r\n..b\r\n",
                "\r\n\r\n.\r\n.\r\n",
                "a.\r\n",
                "Subject: é\r\n\r\nü\u0000\r\n"
            })
    void aMessageArrivesAsItWas(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        here.message(bytes);
        var received = there.message(1000);
        assertEquals(text, new String(received.bytes(), StandardCharsets.UTF_8));
        assertTrue(received.whole());
        assertTrue(received.paired());
    }

    /** Over and over, of the signs that matter: with CRLF as the only ends of lines nothing is lost or added. */
    @Test
    void soDoesAnyOther() throws IOException {
        var random = new Random(15);
        for (var round = 0; round < 2000; round++) {
            var text = new StringBuilder();
            for (var i = random.nextInt(40); i > 0; i--)
                text.append(random.nextInt(3) == 0 ? "\r\n" : random.nextBoolean() ? "." : "x");
            text.append("\r\n");
            here.message(text.toString().getBytes(StandardCharsets.US_ASCII));
            assertEquals(text.toString(), new String(there.message(1000).bytes(), StandardCharsets.US_ASCII));
        }
    }

    /** Else one message could be two for the next server: the second one that nobody asked about. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n.\nb\r\n",
                "a\n.\r\nb\r\n",
                "a\r.\r\nb\r\n",
                "a\rb\r\n",
                "a\nb\r\n",
                "\r\r\n",
                ".\rx\r\n",
                "\n"
            })
    void loneEndsOfLinesAreSeen(String text) throws IOException {
        send(text.replaceAll("(?m)^\\.", "..") + (text.endsWith("\r\n") ? "" : "\r\n") + ".\r\n");
        assertFalse(there.message(1000).paired());
    }

    @Test
    void whatIsTooLongIsReadToItsEnd() throws Exception {
        send("x".repeat(5000) + "\r\n.\r\nNOOP\r\n");
        assertFalse(there.message(1000).whole());
        assertEquals("NOOP", there.line().orElseThrow());
    }

    @Test
    void linesEndWithBothAndHoldNothingThatHides() throws Exception {
        send("EHLO é.example\r\nNOOP\nRSET\r\n");
        assertEquals("EHLO é.example", there.line().orElseThrow());
        assertThrows(Unreadable.class, there::line);
        assertEquals("RSET", there.line().orElseThrow());
        send("NO\u0000OP\r\n");
        assertThrows(Unreadable.class, there::line);
    }

    @Test
    void aMessageThatBreaksOffIsNone() throws IOException {
        send("Subject: half\r\n\r\n");
        raw.shutdownOutput();
        assertThrows(IOException.class, () -> there.message(1000));
    }

    private void send(String text) throws IOException {
        raw.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
