package dev.askfirst.consent;

import dev.askfirst.person.Contact;
import dev.askfirst.platform.Fault;
import java.time.Instant;
import java.util.List;

/** What a row asks for, once it is read in the words of its format. */
sealed interface ImportReading {

    /** Acts to record, all of one row. */
    record Acts(List<Act> acts) implements ImportReading {}

    /** A contact point to suppress, for each of these controllers. */
    record Suppress(Contact contact, List<String> controllers, Suppressions.Reason reason, Instant at)
            implements ImportReading {}

    /** Nothing can be made of this row. */
    record Rejected(Fault fault) implements ImportReading {}
}
