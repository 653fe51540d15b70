package dev.askfirst.mailbox;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.mailbox.BackMail.address;
import static dev.askfirst.mailbox.BackMail.granted;
import static dev.askfirst.mailbox.BackMail.handOn;
import static dev.askfirst.mailbox.BackMail.header;
import static dev.askfirst.mailbox.BackMail.mail;
import static dev.askfirst.mailbox.BackMail.permit;
import static dev.askfirst.mailbox.BackMail.token;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write back binds the next question where it is a no; whatever is not understood waits for a human. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class MailsTest {

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @TestHTTPResource
    URI service;

    @Test
    void aTokenInTheSubjectStopsWhatOneClickStops() {
        var ana = granted();
        var token = token(ana);
        var other = token(granted());
        assertNotEquals(token, other);
        handOn("acme-mailer", mail("somebody@else.example", "Subject: " + token.substring(1), ""))
                .body("understood", is("none"));
        handOn("acme-mailer", mail("ana@example.org", "Subject: unsubscribe", ""))
                .body("understood", is("none"));
        assertEquals("permit", answer(ana));
        var bob = granted();
        var pressed = "Auto-Submitted: auto-replied\nSubject: " + token(bob);
        handOn("acme-mailer", mail(address(bob), pressed, "")).body("understood", is("unsubscribe"));
        assertEquals("deny consent_withdrawn", answer(bob));
        var folded = token.substring(0, 60) + "\n " + token.substring(60);
        handOn("acme-mailer", mail("somebody@else.example", "Subject: " + folded, ""))
                .body("understood", is("unsubscribe"));
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    @Test
    void aPermitOffersToUnsubscribeByMailWhereTheSenderHasAMailbox() {
        var ana = granted();
        assertFalse(header(ana).contains("mailto:"));
        try {
            catalog.replace(catalog.document()
                    .withSenders(catalog.document().senders().stream()
                            .map(it -> it.id().equals("acme-mailer") ? withMailbox(it) : it)
                            .toList()));
            var header = header(ana);
            var parts = header.split(", ");
            assertTrue(parts[0].matches("<https://.+/u/.+>"), header);
            assertTrue(parts[1].matches("<mailto:bounces@acme\\.example\\?subject=[A-Za-z0-9_-]+>"), header);
            var subject = parts[1].replaceFirst(".*subject=(.*)>", "$1");
            handOn("acme-mailer", mail(address(ana), "Subject: " + subject, "")).body("understood", is("unsubscribe"));
            assertEquals("deny consent_withdrawn", answer(ana));
        } finally {
            catalog.again();
        }
    }

    @Test
    void aStopWordAboveTheQuotedMessageStops() {
        var ana = granted();
        permit(ana);
        var text = "STOP\n\nKind regards\nAna\n\nOn Mon, Acme wrote:\n> Buy\n";
        handOn("acme-mailer", mail(address(ana), "Subject: Re: Offers", text)).body("understood", is("stop"));
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Re: Offers    | I will stop by on Monday
            STOP          | See you.
            Re: Offers    | > STOP
            Re: STOP      | START
            Re: Offers    | HELP
            """)
    void everythingElseIsKeptForAHuman(String subject, String text) {
        var ana = granted();
        var marked = text + "\n> " + UUID.randomUUID();
        handOn("acme-mailer", mail(address(ana), "Subject: " + subject, marked)).body("understood", is("none"));
        assertEquals("permit", answer(ana));
        caller("acme-mailer").get("/v1/replies").then().body("replies.from", hasItem(ana));
    }

    @Test
    void anAnswerOfAProgramIsNobodysWord() {
        var ana = granted();
        var away = mail(address(ana), "Subject: Re: Offers\nAuto-Submitted: auto-replied", "STOP");
        handOn("acme-mailer", away).body("understood", is("auto_reply"));
        assertEquals("permit", answer(ana));
        caller("acme-mailer").get("/v1/replies").then().body("replies.from", not(hasItem(ana)));
    }

    @Test
    void theSameMailCountsOnce() {
        var ana = granted();
        var mail = mail(address(ana), "Subject: hello", "What is this? " + UUID.randomUUID());
        var before = database.count("select count(*) from reply");
        var id = handOn("acme-mailer", mail).extract().path("id");
        handOn("acme-mailer", "Received: by another\n" + mail).body("id", is(id));
        assertEquals(before + 1, database.count("select count(*) from reply"));
    }

    @Test
    void nothingOfAMailStandsInTheTableOfMails() {
        var ana = granted();
        handOn("acme-mailer", mail(address(ana), "Subject: hello", "words of mine"));
        assertEquals(0, database.count("select count(*) from mail m where m::text like ?", "%" + address(ana) + "%"));
        assertEquals(0, database.count("select count(*) from mail m where m::text like '%words of mine%'"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            message/rfc822   | no mail at all                        | 400 | invalid-request
            message/rfc822   | ``                                    | 400 | invalid-request
            application/json | {}                                    | 415 | unsupported-media-type
            """)
    void whatIsNoMailIsRefused(String type, String body, int status, String problem) {
        Api.careless(Api.senderToken("acme-mailer"))
                .contentType(type)
                .body(body)
                .post("/v1/mails")
                .then()
                .statusCode(status)
                .body("type", is("/problems/" + problem));
    }

    /** Streamed in and passed over: the service takes no more memory for it. */
    @Test
    void anAttachmentOfFiftyMegabytesHoldsUpNoStop() throws Exception {
        var ana = granted();
        var head = """
                From: %s
                Message-ID: <%s@example.org>
                Subject: Re: Offers
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: text/plain

                STOP
                --m
                Content-Type: application/octet-stream
                Content-Transfer-Encoding: base64

                """.formatted(address(ana), UUID.randomUUID());
        var line = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5\n".repeat(1_000);
        var pieces = new ArrayList<byte[]>(List.of(head.getBytes(StandardCharsets.US_ASCII)));
        pieces.addAll(
                Collections.nCopies(50 * 1024 * 1024 / line.length() + 1, line.getBytes(StandardCharsets.US_ASCII)));
        pieces.add("--m--\n".getBytes(StandardCharsets.US_ASCII));
        var request = HttpRequest.newBuilder(service.resolve("/v1/mails"))
                .header("Authorization", "Bearer " + Api.senderToken("acme-mailer"))
                .header("Content-Type", "message/rfc822")
                .POST(HttpRequest.BodyPublishers.ofByteArrays(pieces));
        try (var http = HttpClient.newHttpClient()) {
            var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, reply.statusCode(), reply::body);
            assertTrue(reply.body().contains("\"stop\""), reply::body);
        }
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    /** Parts within parts without end, texts in character sets that there are not, dates of other years: what is said above counts. */
    @Test
    void whateverFormAMailHasItsStopIsHeard() {
        var deep = new StringBuilder("Content-Type: multipart/mixed; boundary=b0\n\n--b0\n\nSTOP\n");
        for (var i = 1; i < 2_000; i++)
            deep.append("--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n".formatted(i - 1, i));
        for (var form : List.of(
                deep.toString(),
                "Content-Type: text/plain; charset=x-no-such\n\nSTOP\n",
                "Content-Type: text/plain; charset=\"; nonsense\nContent-Transfer-Encoding: x-none\n\nSTOP\n",
                "Date: Thu, 1 Jan 1970 00:00:00 +0000\n\nSTOP\n",
                "Date: Mon, 30 Nov 2099 10:00:00 +9999\n\nSTOP\n")) {
            var ana = granted();
            var head = "From: %s\nMessage-ID: <%s@example.org>\n".formatted(address(ana), UUID.randomUUID());
            handOn("acme-mailer", head + form).body("understood", is("stop"));
            assertEquals("deny consent_withdrawn", answer(ana), form.substring(0, 40));
        }
    }

    @Test
    void aSenderWithoutMailHasNone() {
        Api.careless(Api.senderToken("acme-texter"))
                .contentType("message/rfc822")
                .body("From: ana@example.org\n\nSTOP")
                .post("/v1/mails")
                .then()
                .statusCode(403);
    }

    @Test
    void aWriterWhoseAddressCannotBeReadIsKeptToo() {
        var text = "Who are you? " + UUID.randomUUID();
        handOn("acme-mailer", "From: nobody in particular\nMessage-ID: <" + UUID.randomUUID() + ">\n\n" + text)
                .body("understood", is("none"));
        // Other tests let time pass: what they were answered may be newer.
        var listed = caller("acme-mailer").get("/v1/replies?limit=1000").jsonPath();
        var from = listed.getString("replies.find { it.text != null && it.text.contains('" + text + "') }.from");
        assertEquals("mailto:unreadable@mail.invalid", from);
    }

    private static CatalogDocument.Sender withMailbox(CatalogDocument.Sender it) {
        return new CatalogDocument.Sender(
                it.id(),
                it.name(),
                it.names(),
                it.controllers(),
                it.channels(),
                it.topics(),
                it.mayBeCritical(),
                it.deliversConfirmation(),
                it.opensVisits(),
                it.enforcement(),
                it.rate(),
                Optional.of("bounces@acme.example"),
                it.softBounces(),
                it.authorshipCheck());
    }
}
