package dev.askfirst.outbound.mail;

import dev.askfirst.outbound.sms.SmsGateway;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends a code at once to an address that may be nobody's here: letters that wait are filed under a person, and nothing is
 * to be kept of somebody who has not proved anything.
 */
@ApplicationScoped
public class DirectCodes {

    private static final Logger LOG = Logger.getLogger(DirectCodes.class);
    private static final String MAIL = "mailto";
    private static final String NUMBER = "tel";
    private static final int PATIENCE_SECONDS = 10;

    private final LetterWriter writer;
    private final Recipients recipients;
    private final Postbox postbox;
    private final SmsGateway sms;

    DirectCodes(LetterWriter writer, Recipients recipients, Postbox postbox, SmsGateway sms) {
        this.writer = writer;
        this.recipients = recipients;
        this.postbox = postbox;
        this.sms = sms;
    }

    /** Whether a code reaches addresses of this scheme: e-mail, and numbers where there is a gateway. */
    public boolean reach(String scheme) {
        return scheme.equals(MAIL) || scheme.equals(NUMBER) && sms.isThere();
    }

    /** Hands it over within ten seconds, or says that it was not ({@code undecided}). Nothing goes to a suppressed address. */
    public void send(Contact contact, UUID code, String language, Instant now, Instant lapses) {
        try {
            if (recipients.isClosed(contact)) return;
            var sent = contact.scheme().equals(NUMBER)
                    ? sms.put(writer.codeText(code, contact.entered(), language, lapses), now)
                    : postbox.put(code, writer.code(code, contact.entered(), language, lapses), now);
            sent.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (SQLException e) {
            throw Outage.undecided("the code could not be sent", e);
        } catch (CompletionException e) {
            LOG.warnf("code %s was not sent: %s", code, e.getCause().getClass().getName());
            throw Fault.of(ProblemCode.UNDECIDED, "the code could not be sent: ask for another one")
                    .because(e);
        }
    }
}
