package dev.askfirst.consent.erasure;

import dev.askfirst.consent.contact.ErasedContacts.Erased;
import dev.askfirst.platform.postgres.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes the erasures of a database to the list that is kept outside it. Changes nothing there. */
public final class ErasureExport {

    private static final Sql PEOPLE = Sql.of("select person_id, erased_at from person where erased_at is not null");
    private static final Sql CONTACTS = Sql.of("select contact_key, key_version, erased_at from erased_contact");

    private ErasureExport() {}

    /** Adds what the list lacks, and returns how many lines that were; lines that the database knows nothing of stay. */
    public static int write(Connection connection, Path file) throws SQLException, IOException {
        var list = ErasureList.empty();
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        PEOPLE.each(connection, row -> list.people().put(row.id("person_id"), row.time("erased_at")));
        CONTACTS.each(
                connection,
                row -> list.contacts()
                        .put(
                                row.id("contact_key"),
                                new Erased(row.id("contact_key"), row.integer("key_version"), row.time("erased_at"))));
        connection.rollback();
        return list.addTo(file);
    }
}
