package dev.askfirst.outbound;

import dev.askfirst.consent.Acts;
import dev.askfirst.outbound.mail.Letter;
import dev.askfirst.outbound.mail.Letters;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.TestClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;

/** People who wait to be asked, and letters to them. */
@ApplicationScoped
public class Mailing {

    /** Somebody whose yes waits to be confirmed. */
    public record Asked(String contact, UUID point, UUID grant) {
        public String address() {
            return contact.substring("mailto:".length());
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Letters letters;
    private final ContactKeys keys;
    private final Database database;
    private final TestClock clock;
    private final DataSource dataSource;

    Mailing(Letters letters, ContactKeys keys, Database database, TestClock clock, DataSource dataSource) {
        this.letters = letters;
        this.keys = keys;
        this.database = database;
        this.clock = clock;
        this.dataSource = dataSource;
    }

    public Asked newcomer() {
        return newcomer("en");
    }

    public Asked newcomer(String locale) {
        var contact = Acts.newcomer();
        var grant =
                Acts.grant(contact, "newsletter", locale).then().statusCode(201).extract();
        var key = keys.of(Contact.parse(contact)).getFirst().key();
        var point = database.value("select point_id from contact_point where contact_key = ?", key);
        return new Asked(
                contact,
                UUID.fromString(point.orElseThrow()),
                UUID.fromString(grant.jsonPath().getString("id")));
    }

    /** The letter that was queued with the act itself. */
    public Letter recorded(Asked asked) throws SQLException {
        var letter = letter(asked, "en");
        return new Letter(asked.grant(), letter.kind(), letter.point(), letter.language(), letter.values());
    }

    public Letter letter(Asked asked, String language) throws SQLException {
        return letter(asked, language, clock.read().plus(Duration.ofDays(7)));
    }

    public Letter letter(Asked asked, String language, Instant lapses) throws SQLException {
        var shown = new Letter.Shown("acme-marketing", 1, Optional.of("en"));
        var confirm = new Letter.Confirm(asked.grant(), "acme", "newsletter", Optional.of(shown), lapses);
        return Letter.of(Ids.at(clock.read()), asked.point(), language, confirm);
    }

    /** Adds it in a transaction that is committed, or not. */
    public void add(Letter letter, boolean committed) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            letters.add(connection, letter);
            if (committed) connection.commit();
            else connection.rollback();
        }
    }

    public Letter send(Letter letter) throws SQLException {
        add(letter, true);
        letters.wake();
        return letter;
    }

    /** How a letter ended, once it has. */
    public String result(Letter letter) {
        Await.until(
                "the end of letter " + letter.id(),
                PATIENCE,
                () -> state(letter).isPresent());
        return state(letter).orElseThrow();
    }

    public Optional<String> state(Letter letter) {
        return database.value("select result from letter where id = ? and result is not null", letter.id());
    }

    /** The letter as it lies in the folder. */
    public Optional<Path> file(Letter letter) {
        var folder = Path.of(ConfigProvider.getConfig().getValue("askfirst.mail.folder", String.class));
        if (!Files.exists(folder)) return Optional.empty();
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.getFileName().toString().endsWith(letter.id() + ".eml"))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ReceivedLetter received(Letter letter) throws IOException {
        return ReceivedLetter.of(Files.readString(file(letter).orElseThrow()));
    }
}
