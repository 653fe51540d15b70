package dev.askfirst.mailbox;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.mailbox.BackMail.address;
import static dev.askfirst.mailbox.BackMail.bounce;
import static dev.askfirst.mailbox.BackMail.complaint;
import static dev.askfirst.mailbox.BackMail.granted;
import static dev.askfirst.mailbox.BackMail.handOn;
import static dev.askfirst.mailbox.BackMail.mail;
import static dev.askfirst.mailbox.BackMail.permit;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A bounce or a complaint binds the next question, and only where it is about a message that this sender sent. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class BouncedMailsTest {

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @Inject
    TestClock clock;

    @Test
    void aBounceSuppressesTheAddressThatTheMessageWentTo() {
        var ana = granted();
        handOn("acme-mailer", bounce(ana, permit(ana))).body("understood", is("bounce"));
        assertEquals("deny suppressed", answer(ana));
    }

    @Test
    void withoutADecisionTheLastMessageToTheAddressIsMeant() {
        var ana = granted();
        var decision = permit(ana);
        handOn("acme-mailer", bounce(ana, null)).body("understood", is("bounce"));
        assertEquals("deny suppressed", answer(ana));
        caller("acme-mailer")
                .get("/v1/decisions/" + decision)
                .then()
                .body("outcomes.outcome", is(List.of("bounced")), "outcomes[0].detail", notNullValue());
    }

    @Test
    void aNoticeAboutSomebodyElseSuppressesNobodyAndWaitsForAHuman() {
        var ana = granted();
        var bob = granted();
        var toAna = permit(ana);
        for (var mail :
                List.of(bounce(bob, toAna), bounce(bob, UUID.randomUUID().toString()), bounce(bob, null))) {
            handOn("acme-mailer", mail).body("understood", is("none"));
        }
        handOn("globex-mailer", bounce(ana, toAna)).body("understood", is("none"));
        handOn("globex-mailer", bounce(ana, null)).body("understood", is("none"));
        assertEquals("permit", answer(ana));
        assertEquals("permit", answer(bob));
        caller("acme-mailer")
                .get("/v1/replies")
                .then()
                .body("replies.from", hasItem("mailto:MAILER-DAEMON@mx.example"));
    }

    /** A permit that was only a check sent nothing. */
    @Test
    void aCheckIsNoMessage() {
        var ana = granted();
        Api.ask(
                "acme-mailer",
                "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"offers\", \"mode\": \"check\"}".formatted(ana));
        handOn("acme-mailer", bounce(ana, null)).body("understood", is("none"));
        assertEquals("permit", answer(ana));
    }

    @Test
    void whatPassesByItselfSuppressesNobody() {
        var ana = granted();
        var full = bounce(ana, permit(ana)).replace("no such user", "mailbox full");
        handOn("acme-mailer", full).body("understood", is("soft_bounce"));
        assertEquals("permit", answer(ana));
    }

    /** As events of providers are: by a rule of the catalog, each message once. */
    @Test
    void anAddressThatTakesNothingTooOftenIsTakenForOneThatTakesNone() {
        var ana = granted();
        var bob = granted();
        var first = full(ana, permit(ana));
        var second = permit(ana);
        counting(() -> {
            for (var mail : List.of(first, full(ana, second), first.replace("Message-ID: <", "Message-ID: <2")))
                handOn("acme-mailer", mail).body("understood", is("soft_bounce"));
            // About somebody else it is none of theirs; without a decision the last message is meant, which was
            // counted.
            handOn("acme-mailer", full(bob, second));
            handOn("acme-mailer", full(ana, null));
            clock.advance(Duration.ofDays(2));
            assertEquals("permit", answer(ana));
            var third = permit(ana);
            handOn("acme-mailer", full(ana, third)).body("understood", is("soft_bounce"));
            assertEquals("deny suppressed", answer(ana));
            assertEquals("permit", answer(bob));
            caller("acme-mailer").get("/v1/decisions/" + third).then().body("outcomes.outcome", is(List.of("bounced")));
        });
    }

    @Test
    void whatIsLongAgoIsNotCounted() {
        var ana = granted();
        counting(() -> {
            for (var i = 0; i < 4; i++) {
                handOn("acme-mailer", full(ana, permit(ana))).body("understood", is("soft_bounce"));
                clock.advance(Duration.ofDays(8));
                assertEquals("permit", answer(ana));
            }
        });
    }

    /** Three within two weeks are too many. */
    private void counting(Runnable test) {
        try {
            catalog.replace(catalog.document()
                    .withSenders(catalog.document().senders().stream()
                            .map(it -> it.id().equals("acme-mailer") ? withRule(it) : it)
                            .toList()));
            test.run();
        } finally {
            catalog.again();
            clock.reset();
        }
    }

    private static String full(String to, String decision) {
        return bounce(to, decision).replace("no such user", "mailbox full");
    }

    private static CatalogDocument.Sender withRule(CatalogDocument.Sender it) {
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
                it.mailbox(),
                Optional.of(new Connection.SoftBounces(3, 14)),
                it.authorshipCheck());
    }

    @Test
    void aComplaintSuppressesToo() {
        var ana = granted();
        handOn("acme-mailer", complaint("abuse", permit(ana))).body("understood", is("complaint"));
        assertEquals("deny suppressed", answer(ana));
        var bob = granted();
        handOn("acme-mailer", complaint("not-spam", permit(bob))).body("understood", is("none"));
        assertEquals("permit", answer(bob));
    }

    /** As after a crash between what follows from a mail and the note that it came. */
    @Test
    void aMailOfWhichOnlyTheEffectIsOnRecordCountsOnce() {
        var ana = granted();
        var bounce = bounce(ana, permit(ana));
        var hello = mail(address(ana), "Subject: hello", "What is this? " + UUID.randomUUID());
        for (var mail : List.of(bounce, hello)) {
            handOn("acme-mailer", mail);
            var before = database.count("select count(*) from reply") + database.count("select count(*) from outcome");
            database.execute("delete from mail");
            handOn("acme-mailer", mail);
            assertEquals(
                    before,
                    database.count("select count(*) from reply") + database.count("select count(*) from outcome"));
        }
        assertEquals(1, database.count("select count(*) from mail where understood = 'none'"));
    }
}
