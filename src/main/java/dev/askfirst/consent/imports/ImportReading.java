package dev.askfirst.consent.imports;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a row asks for, once it has been read in its format. */
sealed interface ImportReading {

    /** Acts to record, all of one row. */
    record Acts(List<Act> acts) implements ImportReading {}

    /** An address, or the hash of one, to suppress for each of these controllers. */
    record Suppress(
            Addressee who, List<String> controllers, Suppressions.Reason reason, Instant at, Map<String, String> texts)
            implements ImportReading {}

    /** The row makes no sense. */
    record Rejected(Fault fault) implements ImportReading {}
}
