package dev.askfirst.decision.lane;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.usage.Holder;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose usage a batch needs, because a cap binds a question about them, with the address that was asked about.
 *
 * @param spending who may be given a permit that counts: their rows are locked first
 * @param reading who is only asked about
 */
record UsageLocks(Map<Holder, Contact> spending, Map<Holder, Contact> reading) {

    static UsageLocks none() {
        return new UsageLocks(new TreeMap<>(), new TreeMap<>());
    }

    boolean isEmpty() {
        return spending.isEmpty() && reading.isEmpty();
    }

    /** Whether all that these need was got for the others. */
    boolean within(UsageLocks others) {
        return others.spending.keySet().containsAll(spending.keySet())
                && reading.keySet().stream()
                        .allMatch(it -> others.spending.containsKey(it) || others.reading.containsKey(it));
    }
}
