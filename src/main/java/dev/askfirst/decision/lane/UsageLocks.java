package dev.askfirst.decision.lane;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.usage.Holder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The holders whose usage a batch needs, because a cap binds a question about them, each with the address asked about.
 *
 * @param spending holders who may get a permit that counts: their rows are locked
 * @param reading holders whose usage is only read
 */
record UsageLocks(Map<Holder, Contact> spending, Map<Holder, Contact> reading) {

    static UsageLocks none() {
        return new UsageLocks(new TreeMap<>(), new TreeMap<>());
    }

    boolean isEmpty() {
        return spending.isEmpty() && reading.isEmpty();
    }

    /** Whether {@code others} includes everything that these need. */
    boolean within(UsageLocks others) {
        return others.spending.keySet().containsAll(spending.keySet())
                && reading.keySet().stream()
                        .allMatch(it -> others.spending.containsKey(it) || others.reading.containsKey(it));
    }
}
