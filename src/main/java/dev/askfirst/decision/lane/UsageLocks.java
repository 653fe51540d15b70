package dev.askfirst.decision.lane;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.usage.Holder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

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

    /**
     * Whether all people whose rows are locked are among these. For others a row may have been made after they were
     * erased, or became one with somebody else: it must not stay.
     */
    boolean onlyOf(Set<UUID> people) {
        return locked.keySet().stream().filter(Holder.Known.class::isInstance).allMatch(it -> people.contains(it.id()));
    }

    /** Whether {@code others} includes everything that these need. */
    boolean within(UsageLocks others) {
        return others.locked.keySet().containsAll(locked.keySet())
                && readOnly.keySet().stream()
                        .allMatch(it -> others.locked.containsKey(it) || others.readOnly.containsKey(it));
    }
}
