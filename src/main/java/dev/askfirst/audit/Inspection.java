package dev.askfirst.audit;

import java.sql.SQLException;
import java.util.Optional;

/** One check that stored data is as the record says. */
public interface Inspection {

    /** What is compared. */
    String about();

    /** The first difference; empty if all is as it must be. */
    Optional<Difference> first(Reading reading) throws SQLException;
}
