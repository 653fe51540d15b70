package dev.askfirst.mailbox;

import static dev.askfirst.decision.Questions.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.askfirst.consent.Acts;
import dev.askfirst.mailbox.folder.MailFolderConfig;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of a mail server is read: each mail once, and what is refused is flagged for whoever looks after it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class MailFoldersTest {

    @TempDir
    Path folder;

    @Inject
    MailFolders folders;

    @Test
    void mailsInAFolderAreReadOnce() throws Exception {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        try {
            var user = server.setUser("bounces@acme.example", "bounces", "open sesame");
            var config = config(server.getImap().getPort());
            user.deliver(message("From: %s\r\nMessage-ID: <%s@x.example>\r\nSubject: Re: Offers\r\n\r\nSTOP\r\n"
                    .formatted(ana.replace("mailto:", ""), UUID.randomUUID())));
            assertEquals(1, folders.read(config));
            assertEquals("deny consent_withdrawn", answer(ana));
            assertEquals(0, folders.read(config));
            var box = server.getManagers().getImapHostManager().getInbox(user);
            assertTrue(box.getMessages().getFirst().getFlags().contains(Flags.Flag.SEEN));
        } finally {
            server.stop();
        }
        assertEquals(0, folders.read(config(1)));
    }

    private static MimeMessage message(String text) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private MailFolderConfig config(int port) throws Exception {
        var password = Files.writeString(folder.resolve("password"), "open sesame\n");
        return new MailFolderConfig() {
            @Override
            public Optional<String> host() {
                return Optional.of("127.0.0.1");
            }

            @Override
            public int port() {
                return port;
            }

            @Override
            public boolean tls() {
                return false;
            }

            @Override
            public Optional<String> user() {
                return Optional.of("bounces");
            }

            @Override
            public Optional<Path> password() {
                return Optional.of(password);
            }

            @Override
            public String folder() {
                return "INBOX";
            }

            @Override
            public Optional<String> sender() {
                return Optional.of("acme-mailer");
            }

            @Override
            public String every() {
                return "off";
            }
        };
    }
}
