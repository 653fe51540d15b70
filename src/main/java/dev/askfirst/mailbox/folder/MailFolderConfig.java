package dev.askfirst.mailbox.folder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of mail that the service reads itself, by IMAP. */
@ConfigMapping(prefix = "askfirst.imap")
public interface MailFolderConfig {

    /** The server; without one no folder is read. */
    Optional<String> host();

    /** Its port. */
    @WithDefault("993")
    int port();

    /** Whether the connection begins with TLS. Without it passwords go in the open. */
    @WithDefault("true")
    boolean tls();

    /** Whom to log in as there. */
    Optional<String> user();

    /** The file with the password; read anew each time. */
    Optional<Path> password();

    /** The folder. Mails in it that were not seen yet are read, and marked as seen; those that are refused are flagged too. */
    @WithDefault("INBOX")
    String folder();

    /** The sender whose mail it is. */
    Optional<String> sender();

    /** How often it is looked into; {@code off} for never. */
    @WithDefault("1m")
    String every();
}
