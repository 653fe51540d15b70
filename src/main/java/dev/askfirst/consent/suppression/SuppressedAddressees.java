package dev.askfirst.consent.suppression;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.PgArray;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/**
 * The addressees of the suppressions on one page, in the order of their slots; kept so that their entries can be made
 * again.
 */
public final class SuppressedAddressees {

    private static final int POINT = 1;
    private static final int STRANGER = 2;

    /** The bytes of each addressee: one for its kind, 16 for its id. */
    private static final int LENGTH = 17;

    /** SQL: the kind of addressee, 0 if it was forgotten. {@code slot} is that of the entry. */
    public static final String KIND = "get_byte(subjects, slot * 17)";

    /** SQL: the id. */
    public static final String ID = "encode(substring(subjects from slot * 17 + 2 for 16), 'hex')::uuid";

    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    void point(UUID point) {
        all.write(POINT);
        all.writeBytes(Ids.bytes(point));
    }

    void stranger(UUID stranger) {
        all.write(STRANGER);
        all.writeBytes(Ids.bytes(stranger));
    }

    void insert(Connection connection, UUID page) throws SQLException {
        try (var insert = connection.prepareStatement("insert into suppression_subject values (?, ?)")) {
            insert.setObject(1, page);
            insert.setBytes(2, all.toByteArray());
            insert.executeUpdate();
        }
    }

    /** Removes what ties these contacts to a contact point. */
    public static void forget(Connection connection, Collection<UUID> contactKeys) throws SQLException {
        try (var select = connection.prepareStatement(
                        "select page_id, slot from suppression where contact_key = any (?) order by page_id, slot");
                var update = connection.prepareStatement(
                        "update suppression_subject set subjects = overlay(subjects placing ? from ?) where page_id = ?")) {
            PgArray.ids(select, 1, contactKeys);
            var row = select.executeQuery();
            while (row.next()) {
                update.setBytes(1, new byte[LENGTH]);
                update.setInt(2, row.getInt(2) * LENGTH + 1);
                update.setObject(3, row.getObject(1, UUID.class));
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
