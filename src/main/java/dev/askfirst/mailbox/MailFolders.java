package dev.askfirst.mailbox;

import dev.askfirst.mailbox.folder.MailFolder;
import dev.askfirst.mailbox.folder.MailFolderConfig;
import dev.askfirst.platform.security.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Reads the folder of {@code askfirst.imap.…}, if there is one. Two instances that read it at once count each mail once. */
@ApplicationScoped
class MailFolders {

    private static final Logger LOG = Logger.getLogger(MailFolders.class);

    private final MailFolderConfig config;
    private final Mails mails;
    private final MeterRegistry registry;

    MailFolders(MailFolderConfig config, Mails mails, MeterRegistry registry) {
        this.config = config;
        this.mails = mails;
        this.registry = registry;
    }

    @Scheduled(every = "{askfirst.imap.every}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void read() {
        if (config.host().isPresent()) read(config);
    }

    /** How many mails were taken; what could not be read now is read next time. */
    int read(MailFolderConfig from) {
        try {
            var sender = from.sender().orElseThrow(() -> new IOException("`askfirst.imap.sender` is missing"));
            var caller = new Caller("askfirst", "imap", Set.of(Caller.SENDER), Optional.of(sender));
            var taken = new MailFolder(from, message -> mails.take(message, caller)).read();
            count("read");
            return taken;
        } catch (MessagingException | IOException | RuntimeException e) {
            LOG.errorf("the folder %s could not be read: %s", from.folder(), e.toString());
            count("failed");
            return 0;
        }
    }

    private void count(String result) {
        registry.counter("askfirst.mail.folder.reads", "result", result).increment();
    }
}
