package dev.askfirst.decision.lane;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.usage.Holder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The holders whose usage a batch needs, because a cap binds a question about them, each with the address asked about.
 *
 * @param locked holders who may get a permit that counts: their rows are locked
 * @param readOnly holders whose usage is only read
 */
record UsageLocks(Map<Holder, Contact> locked, Map<Holder, Contact> readOnly) {

    static UsageLocks none() {
        return new UsageLocks(new TreeMap<>(), new TreeMap<>());
    }

    boolean isEmpty() {
        return locked.isEmpty() && readOnly.isEmpty();
    }

    /** Whether {@code others} includes everything that these need. */
    boolean within(UsageLocks others) {
        return others.locked.keySet().containsAll(locked.keySet())
                && readOnly.keySet().stream()
                        .allMatch(it -> others.locked.containsKey(it) || others.readOnly.containsKey(it));
    }
}
