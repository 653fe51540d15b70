package dev.askfirst.mailbox.reading;

import static dev.askfirst.mailbox.reading.Samples.meaning;
import static dev.askfirst.mailbox.reading.Samples.notification;
import static dev.askfirst.mailbox.reading.Samples.parts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mail whose form is broken, hostile or huge is read as far as it goes, and never whole into memory. */
class BrokenMailsTest {

    private static final int MIB = 1024 * 1024;
    private static final String NOTICE =
            notification("ana@example.org", "5.1.1", "550 user unknown", "From: a@b.example\n");

    /** So many of the same bytes, made as they are read. */
    private static InputStream many(String line, long bytes) {
        var unit = line.getBytes(StandardCharsets.US_ASCII);
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                return at >= bytes ? -1 : unit[(int) (at++ % unit.length)];
            }
        };
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MailParts read(InputStream... pieces) throws IOException {
        return MailReader.read(new SequenceInputStream(Collections.enumeration(Arrays.asList(pieces))), 100L * MIB);
    }

    @Test
    void anAttachmentOfFiftyMegabytesIsPassedOver() throws IOException {
        var before = used();
        var mail = read(
                text("""
                        From: ana@example.org
                        Subject: Re: Offers
                        Content-Type: multipart/mixed; boundary=m

                        --m
                        Content-Type: text/plain

                        STOP
                        --m
                        Content-Type: application/octet-stream
                        Content-Transfer-Encoding: base64

                        """),
                many("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5\n", 50L * MIB),
                text("\n--m--\n"));
        assertEquals(List.of("STOP"), OwnWords.above(mail.text()));
        assertTrue(used() - before < 40L * MIB, "memory grew by " + (used() - before));
    }

    @Test
    void aTextOfFiftyMegabytesIsReadUpToABound() throws IOException {
        var mail = read(text("From: ana@example.org\n\nSTOP\n"), many("on and on\n", 50L * MIB));
        assertEquals("STOP", OwnWords.above(mail.text()).getFirst());
        assertTrue(mail.whole().length() < MIB);
    }

    @Test
    void aLineOrAHeaderWithoutEndBreaksNothing() throws IOException {
        assertTrue(read(text("From: ana@example.org\nSubject: "), many("x", 20L * MIB))
                        .whole()
                        .length()
                < MIB);
        assertTrue(read(text("From: ana@example.org\n\n"), many("x", 20L * MIB))
                        .whole()
                        .length()
                < MIB);
        assertTrue(read(many("X-A: b\n", 20L * MIB)).headers().fields().size() < 10_000);
    }

    @Test
    void whatIsTooLargeIsRefused() {
        var fault = assertThrows(Fault.class, () -> MailReader.read(many("From: a@b.example\n\nx", 2000), 1000));
        assertEquals(ProblemCode.TOO_LARGE, fault.code());
    }

    @Test
    void partsWithinPartsEndAtABound() {
        var deep = new StringBuilder("From: ana@example.org\n");
        for (var i = 0; i < 5_000; i++)
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        assertEquals("words", meaning(deep + "\nSTOP\n"));
        var messages = new StringBuilder("From: ana@example.org\n");
        for (var i = 0; i < 5_000; i++) messages.append("Content-Type: message/rfc822\n\n");
        assertEquals("words", meaning(messages + "STOP\n"));
        var wide = "From: ana@example.org\nContent-Type: multipart/mixed; boundary=w\n\n" + "--w\n\nx\n".repeat(20_000);
        assertEquals("words", meaning(wide));
    }

    @Test
    void characterSetsThatThereAreNotAndThatLieAreReadSomehow() {
        for (var charset : List.of("unicode-1-1-utf-7", "x-no-such", "\"; nonsense", "utf-16", "iso-2022-jp", "")) {
            var mail =
                    "From: ana@example.org\nContent-Type: text/plain; charset=" + charset + "\n\nSTOP \u00e9\u00e8\n";
            assertEquals("words", meaning(mail), charset);
        }
        var latin = "From: ana@example.org\n\nArr\u00eat".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(List.of("Arrêt"), OwnWords.above(parts(latin).text()));
        assertEquals(
                List.of("Arrêt"),
                OwnWords.above(parts("From: a@b.example\n\nArrêt").text()));
        var encoded = "From: a@b.example\nSubject: =?utf-8?B?QXJyw6p0?= =?x-no?Q?a=3D?= =?utf-8?B?####?=\n\nx";
        assertTrue(parts(encoded).headers().first("subject").orElseThrow().startsWith("Arrêt"));
    }

    @Test
    void encodingsThatBreakOffAreReadAsFarAsTheyGo() {
        var base64 = Base64.getEncoder().encodeToString("STOP\nmore of it".getBytes(StandardCharsets.US_ASCII));
        for (var body : List.of(base64.substring(0, base64.length() - 3), base64 + "\n!!!!", base64 + "=====")) {
            var mail = "From: a@b.example\nContent-Transfer-Encoding: base64\n\n" + body;
            assertEquals("STOP", OwnWords.above(parts(mail).text()).getFirst(), body);
        }
        assertEquals(
                "words", meaning("From: a@b.example\nContent-Transfer-Encoding: quoted-printable\n\nSTOP =\n=ZZ =4"));
        assertEquals("words", meaning("From: a@b.example\nContent-Transfer-Encoding: uuencode\n\nSTOP"));
    }

    @Test
    void headersOfNonsenseAreReadSomehow() {
        for (var header : List.of(
                "From ana@example.org Mon Nov 30 10:00:00 2026\nFrom: ana@example.org",
                ": no name\nFrom: ana@example.org",
                "no colon at all\nFrom: ana@example.org",
                "From: ana@example.org\n\tfolded\n folded again\nSubject",
                "From: \u0000\u0001\u0002<ana@example.org>",
                "From: ana@example.org\nContent-Type: multipart/mixed",
                "From: ana@example.org\nContent-Type: /;;=;\"",
                "From: ana@example.org\nDate: 31 Feb 9999 25:61:61 +9999")) {
            assertEquals("words", meaning(header + "\n\nHello\n"), header);
        }
    }

    @Test
    void aNoticeThatBreaksOffAnywhereIsNeverAWorseOne() {
        for (var end = 0; end < NOTICE.length(); end++) {
            var meaning = meaning(NOTICE.substring(0, end));
            assertFalse(meaning.contains("bob"), meaning);
        }
    }

    @Test
    void bytesOfNoKindAreRead() {
        var random = new Random(18);
        var notice = NOTICE.getBytes(StandardCharsets.US_ASCII);
        for (var round = 0; round < 2_000; round++) {
            var bytes = notice.clone();
            for (var i = 0; i < 1 + round % 40; i++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            MailReading.of(parts(bytes));
        }
    }

    @Test
    void theSameMailIsTheSameByWhateverWayItComes() {
        var mail = "Message-ID: <1@example.org>\nFrom: ana@example.org\nSubject: Re: Offers\n\nSTOP\n";
        var identity = parts(mail).identity();
        assertArrayEquals(
                identity,
                parts("Received: by mx\nDelivered-To: x@y.example\n" + mail).identity());
        assertArrayEquals(identity, parts(mail.replace("\n", "\r\n")).identity());
        assertFalse(Arrays.equals(identity, parts(mail.replace("<1@", "<2@")).identity()));
        assertFalse(Arrays.equals(identity, parts(mail.replace("STOP", "STOPP")).identity()));
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
