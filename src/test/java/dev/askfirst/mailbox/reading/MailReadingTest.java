package dev.askfirst.mailbox.reading;

import static dev.askfirst.mailbox.reading.Samples.meaning;
import static dev.askfirst.mailbox.reading.Samples.notification;
import static dev.askfirst.mailbox.reading.Samples.parts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes back by mail is told apart: by its form, else by its words. All mails here are made up. */
class MailReadingTest {

    private static final String BACK = "From: Acme <news@acme.example>\nTo: ana@example.org\nSubject: Offers\n";

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            gone    | 5.1.1 | 550 5.1.1 No such user here
            gone    | 5.0.0 | 554 sorry, nobody here by that name
            gone    | 5.4.4 | Host or domain name not found. Name service error for name=nowhere.example
            gone    | 5.1.10 | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup
            gone    | 5.1.1 | 550
            passing | 5.1.1 | 550 5.1.1 The mailbox is full
            passing | 5.2.2 | 552 5.2.2 Over quota
            passing | 5.7.1 | 550 5.7.1 Message rejected as spam
            passing | 5.7.1 | 554 Your host is listed at a blocklist
            passing | 5.7.26 | 550 5.7.26 This message does not pass authentication checks (SPF and DKIM both failed)
            passing | 5.3.4 | 552 message too large
            passing | 4.4.1 | connect to mx.example.org: Connection timed out
            passing | 4.2.0 | 450 4.2.0 Greylisted, try again later
            passing | 5.0.0 | 550 no
            """)
    void whatTheOtherSideSaidTellsWhetherAnAddressIsGone(String lasting, String status, String diagnostic) {
        assertEquals(lasting + " ana@example.org", meaning(notification("ana@example.org", status, diagnostic, BACK)));
    }

    @Test
    void whatIsDelayedOrDeliveredIsNotGone() {
        var notice = notification("ana@example.org", "5.1.1", "550 user unknown", BACK);
        assertEquals("passing ana@example.org", meaning(notice.replace("Action: failed", "Action: delayed")));
        assertEquals("delivered ana@example.org", meaning(notice.replace("Action: failed", "Action: relayed")));
    }

    @Test
    void whereTheMessageWasSentToAtFirstIsToldToo() {
        var notice = notification("a.moved@elsewhere.example", "5.1.1", "550 user unknown", BACK);
        assertEquals(
                "gone ana@example.org a.moved@elsewhere.example",
                meaning(notice.replace(
                        "Action: failed", "Original-Recipient: rfc822;ana@example.org\nAction: failed")));
    }

    @Test
    void aDecisionIsFoundInTheMessageThatComesBack() {
        var id = UUID.randomUUID();
        var notice = notification("ana@example.org", "5.1.1", "550", BACK + "Askfirst-Decision: " + id + "\n");
        assertEquals(Optional.of(id), MailReading.decision(parts(notice)));
        var headers = notice.replace("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers");
        assertEquals(Optional.of(id), MailReading.decision(parts(headers)));
        assertEquals(Optional.empty(), MailReading.decision(parts(notification("a@b.example", "5.1.1", "550", BACK))));
    }

    @Test
    void serversThatKnowNoFormAreReadByTheirWords() {
        var id = UUID.randomUUID();
        var notice = """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.org
                To: bounces@acme.example
                Subject: failure notice

                Hi. This is the program at mx.example.org. I could not deliver your message to these addresses.

                <ana@example.org>:
                This user does not exist here. (#5.1.1)

                <bob@example.org>:
                The mailbox is over quota.

                --- Below is the message.

                Return-Path: <bounces@acme.example>
                From: Acme <news@acme.example>
                To: ana@example.org
                Subject: Offers
                Askfirst-Decision: %s

                Buy carol@example.org
                """.formatted(id);
        assertEquals("gone ana@example.org, passing bob@example.org", meaning(notice));
        assertEquals(Optional.of(id), MailReading.decision(parts(notice)));
    }

    @Test
    void aServerThatStillTriesHasNotGivenUp() {
        assertEquals("passing ana@example.org", meaning("""
                From: Mail Delivery System <mailer-daemon@mx.acme.example>
                To: bounces@acme.example
                Subject: Warning: message delayed 24 hours
                X-Failed-Recipients: ana@example.org

                Your message has not been delivered yet. Delivery attempts will continue for some time.

                  ana@example.org
                    host unknown
                """));
    }

    @Test
    void feedbackReportsAreComplaintsUnlessTheySayOtherwise() {
        var report = """
                From: feedback@mailbox.example
                To: fbl@acme.example
                Subject: FW: Offers
                Content-Type: multipart/report; report-type=feedback-report; boundary=f

                --f
                Content-Type: text/plain

                This is an abuse report.
                --f
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Reporter/1
                Version: 1
                Original-Rcpt-To: <ana@example.org>

                --f
                Content-Type: message/rfc822

                From: news@acme.example
                Subject: Offers

                Buy.
                --f--
                """;
        assertEquals("complaint ana@example.org", meaning(report));
        assertEquals("complaint", meaning(report.replaceAll("Original-Rcpt-To.*\\n", "")));
        assertEquals("other report", meaning(report.replace("Type: abuse", "Type: not-spam")));
        assertEquals("other report", meaning(report.replace("Type: abuse", "Type: auth-failure")));
        assertEquals("other report", meaning(report.replace("Type: abuse", "Type: new-kind")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Auto-Submitted: auto-replied (vacation) | Re: Offers                                 | auto reply
            X-Autoreply: yes                        | Re: Offers                                 | auto reply
            Precedence: auto_reply                  | Re: Offers                                 | auto reply
            X-Mailer: any                           | Automatic reply: Offers                    | auto reply
            X-Mailer: any                           | Abwesenheitsnotiz: Angebote                | auto reply
            X-Mailer: any                           | Réponse automatique : Offres               | auto reply
            X-Mailer: any                           | Re: Automatic reply: Offers                | words
            Auto-Submitted: no                      | Re: Offers                                 | words
            Precedence: bulk                        | Offers                                     | words
            """)
    void answersOfProgramsAreNoWordsOfPeople(String field, String subject, String meaning) {
        var mail =
                "From: ana@example.org\nTo: news@acme.example\n%s\nSubject: %s\n\nI have left. Mail to bob@example.org is undeliverable.\n"
                        .formatted(field, subject);
        assertEquals(meaning, meaning(mail));
    }

    /** It says that nobody is there any more, and is no notice: an automatic reply has an empty return path too. */
    @Test
    void somebodyWhoHasLeftIsNoBounceOfTheirColleague() {
        assertEquals("auto reply", meaning("""
                Return-Path: <>
                From: Ana <ana@example.org>
                Auto-Submitted: auto-replied
                Subject: Re: Offers

                This mailbox is no longer in use. Your message was not delivered to bob@example.org.
                """));
    }

    @Test
    void ordinaryMailThatTalksOfBouncesIsNone() {
        assertEquals("words", meaning("""
                Return-Path: <ana@example.org>
                From: Ana <ana@example.org>
                Subject: Undelivered Mail Returned to Sender

                I got this: 550 5.1.1 <bob@example.org> user unknown. Delivery failed permanently. What shall I do?
                """));
    }

    /** As the topic of a company sends them that gets mails in place of calls. */
    @Test
    void whatSesTellsByMailIsRead() {
        var id = UUID.randomUUID();
        var told = """
                From: Bounces <no-reply@sns.amazonaws.com>
                Subject: AWS Notification Message

                {"notificationType":"%1$s","%2$s":%3$s,"mail":{"headers":[{"name":"Askfirst-Decision","value":"%4$s"}]}}

                --
                If you wish to stop receiving notifications from this topic, please visit the link below to unsubscribe:
                """;
        var gone = told.formatted("Bounce", "bounce", """
                {"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"ana@example.org","diagnosticCode":"550"}]}""", id);
        assertEquals("gone ana@example.org", meaning(gone));
        assertEquals(Optional.of(id), MailReading.decision(parts(gone)));
        assertEquals("passing ana@example.org", meaning(gone.replace("Permanent", "Transient")));
        assertEquals(
                "gone ana@example.org", meaning(gone.replace("ana@exa", "ana@e!\n xa")), "a line that was too long");
        var complaint = told.formatted("Complaint", "complaint", """
                {"complainedRecipients":[{"emailAddress":"ana@example.org"}]}""", id);
        assertEquals("complaint ana@example.org", meaning(complaint));
        assertEquals(
                "other report",
                meaning(complaint.replace(
                        "\"complaint\":{", "\"complaint\":{\"complaintFeedbackType\":\"not-spam\",")));
        var delivery = told.formatted("Delivery", "delivery", "{\"recipients\":[\"ana@example.org\"]}", id);
        assertEquals("delivered ana@example.org", meaning(delivery));
        assertEquals("words", meaning(told.formatted("Surprise", "surprise", "{}", id)));
        assertEquals("words", meaning("From: ana@example.org\n\n{\"Type\": what is this?"));
    }

    @Test
    void anAddressThatIsNotThereAtTheLastTryIsGone() {
        var notice = notification("ana@example.org", "4.1.1", "450 4.1.1 user unknown in virtual alias table", BACK);
        assertEquals("gone ana@example.org", meaning(notice));
        assertEquals("passing ana@example.org", meaning(notice.replace("Action: failed", "Action: delayed")));
        assertEquals(
                "passing ana@example.org",
                meaning(notification("ana@example.org", "4.1.8", "450 4.1.8 sender address rejected", BACK)));
    }

    /** A button of a mail program; what it sends is the word of whoever pressed it. */
    @Test
    void aButtonToUnsubscribeIsNoAutomaticReply() {
        var pressed = "From: ana@example.org\nAuto-Submitted: auto-replied\nSubject: unsubscribe\n";
        assertEquals("words", meaning(pressed + "X-Apple-Unsubscribe: true\n\nApple Mail sent this.\n"));
        assertEquals("auto reply", meaning(pressed + "\nI am away.\n"));
    }
}
