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

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A bounce or a complaint binds the next question, and only where it is about a message that this sender sent. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class BouncedMailsTest {

    @Inject
    Database database;

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
