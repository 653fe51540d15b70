package dev.askfirst.consent;

import dev.askfirst.platform.Ids;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Whom the suppressions of one page name, in the order of their slots: kept, so that their entries can be made again. */
final class Subjects {

    private static final int POINT = 1;
    private static final int STRANGER = 2;

    /** The member of an entry that names whom it is about, and the id, in SQL; {@code slot} is that of the entry. */
    static final String MEMBER = "case get_byte(subjects, slot * 17) when 1 then 'point' else 'stranger' end";

    static final String ID = "encode(substring(subjects from slot * 17 + 2 for 16), 'hex')::uuid";

    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    void point(UUID point) {
        all.write(POINT);
        all.writeBytes(Ids.bytes(point));
    }

    UUID stranger(UUID stranger) {
        all.write(STRANGER);
        all.writeBytes(Ids.bytes(stranger));
        return stranger;
    }

    void insert(Connection connection, UUID page) throws SQLException {
        try (var insert = connection.prepareStatement("insert into suppression_subject values (?, ?)")) {
            insert.setObject(1, page);
            insert.setBytes(2, all.toByteArray());
            insert.executeUpdate();
        }
    }
}
