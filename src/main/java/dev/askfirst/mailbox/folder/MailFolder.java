package dev.askfirst.mailbox.folder;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jboss.logging.Logger;

/** Reads the mails of one folder that nobody has seen, each as it streams in. */
public final class MailFolder {

    private static final Logger LOG = Logger.getLogger(MailFolder.class);
    private static final String PATIENCE = Long.toString(Duration.ofSeconds(30).toMillis());

    /** What is wrong with the mail itself: handing it on again would not help. */
    private static final Set<ProblemCode> REFUSED = Set.of(ProblemCode.INVALID_REQUEST, ProblemCode.TOO_LARGE);

    private final MailFolderConfig config;
    private final Consumer<InputStream> taker;

    /** @param taker gets each mail; once it returns, what follows from the mail is on record */
    public MailFolder(MailFolderConfig config, Consumer<InputStream> taker) {
        this.config = config;
        this.taker = taker;
    }

    /** Reads what is there; how many mails were taken. A fault of the service itself ends it: they stay as they are. */
    public int read() throws MessagingException, IOException {
        var protocol = config.tls() ? "imaps" : "imap";
        var password = Files.readString(config.password().orElseThrow()).strip();
        try (var store = Session.getInstance(properties(protocol)).getStore(protocol)) {
            store.connect(
                    config.host().orElseThrow(), config.port(), config.user().orElseThrow(), password);
            try (var folder = store.getFolder(config.folder())) {
                folder.open(Folder.READ_WRITE);
                var taken = 0;
                for (var message : folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false)))
                    if (take(message)) taken++;
                return taken;
            }
        }
    }

    private boolean take(Message message) throws MessagingException, IOException {
        // Looking must not mark it: only what is on record counts as seen.
        ((IMAPMessage) message).setPeek(true);
        var taken = true;
        try (var mime = ((IMAPMessage) message).getMimeStream()) {
            taker.accept(mime);
        } catch (Fault fault) {
            if (!REFUSED.contains(fault.code())) throw fault;
            LOG.warnf("a mail in %s is refused, and flagged there: %s", config.folder(), fault.getMessage());
            message.setFlag(Flags.Flag.FLAGGED, true);
            taken = false;
        }
        message.setFlag(Flags.Flag.SEEN, true);
        return taken;
    }

    private static Properties properties(String protocol) {
        var properties = new Properties();
        for (var wait : new String[] {"connectiontimeout", "timeout", "writetimeout"})
            properties.setProperty("mail.%s.%s".formatted(protocol, wait), PATIENCE);
        properties.setProperty("mail.imaps.ssl.checkserveridentity", "true");
        return properties;
    }
}
