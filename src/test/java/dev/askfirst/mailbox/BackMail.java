package dev.askfirst.mailbox;

import static dev.askfirst.consent.Suppressing.caller;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;

/** Mails that come back to acme's mailer in the tests, and the messages that they are about. */
final class BackMail {

    private BackMail() {}

    static String granted() {
        var contact = Acts.newcomer();
        Acts.grant(contact, "offers");
        return contact;
    }

    static String permit(String to) {
        return Api.ask("acme-mailer", question(to))
                .then()
                .body("outcome", is("permit"))
                .extract()
                .path("id");
    }

    static String token(String to) {
        return header(to).replaceFirst(".*/u/([^>]+)>.*", "$1");
    }

    static String header(String to) {
        return Api.ask("acme-mailer", question(to))
                .then()
                .extract()
                .path("obligations.find { it.name == 'List-Unsubscribe' }.value");
    }

    static String question(String to) {
        return "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"offers\"}".formatted(to);
    }

    static String address(String contact) {
        return contact.replace("mailto:", "");
    }

    static String mail(String from, String headers, String text) {
        return "From: %s\nMessage-ID: <%s@example.org>\n%s\n\n%s\n".formatted(from, UUID.randomUUID(), headers, text);
    }

    static String bounce(String to, String decision) {
        return """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example
                Subject: Undelivered Mail Returned to Sender
                Message-ID: <%1$s@mx.example>
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                Your message could not be delivered.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; %2$s
                Action: failed
                Status: 5.0.0
                Diagnostic-Code: smtp; 550 no such user

                --b
                Content-Type: text/rfc822-headers

                From: news@acme.example
                Subject: Offers
                %3$s
                --b--
                """.formatted(UUID.randomUUID(), address(to), decision == null ? "" : "Askfirst-Decision: " + decision);
    }

    static String complaint(String kind, String decision) {
        return """
                From: feedback@mailbox.example
                Subject: complaint
                Message-ID: <%s@mailbox.example>
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: message/feedback-report

                Feedback-Type: %s
                Version: 1
                User-Agent: any/1
                Original-Rcpt-To: redacted@mailbox.example

                --b
                Content-Type: message/rfc822

                From: news@acme.example
                Askfirst-Decision: %s

                Buy
                --b--
                """.formatted(UUID.randomUUID(), kind, decision);
    }

    static ValidatableResponse handOn(String sender, String mail) {
        return caller(sender)
                .contentType("message/rfc822")
                .body(mail)
                .post("/v1/mails")
                .then()
                .statusCode(200)
                .body("id", notNullValue());
    }
}
