package dev.askfirst.person;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Whether a person has ever spoken to somebody: nobody else may learn that the person is known. */
public final class Acquaintance {

    private static final Sql SPOKEN = Sql.of("""
            select 1 from terms where person_id = coalesce(
                    (select into_id from merged_person where person_id = :person), :person)
                and jsonb_exists_any(terms::jsonb -> 'controllers', :controllers::text[])""");

    private Acquaintance() {}

    /** Whether this person, as they are now after any merge, has said something to one of these controllers. */
    public static boolean of(Connection connection, UUID person, List<String> controllers) throws SQLException {
        return SPOKEN.with("person", person).with("controllers", controllers).exists(connection);
    }
}
