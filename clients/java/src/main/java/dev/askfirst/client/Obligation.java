package dev.askfirst.client;

import java.util.Optional;
import java.util.Set;

/** What has to be done with a permit: see {@link Permit#applyTo}. */
public record Obligation(String type, Optional<String> name, String value, Optional<String> text) {

    public static final String ADD_HEADER = "add_header";
    public static final String LINK = "link";
    public static final String DISCLOSE = "disclose";
    public static final String CONTACT = "contact";

    /** One of three links with which the reader says how useful the message was; {@code name} says which. */
    public static final String FEEDBACK = "feedback";

    /** Only of a message that {@linkplain Question#confirmsStop confirms a STOP}: it says nothing else. */
    public static final String NO_MARKETING = "no_marketing";

    private static final Set<String> KNOWN = Set.of(ADD_HEADER, LINK, DISCLOSE, CONTACT, FEEDBACK, NO_MARKETING);

    /** Whether this version knows what to do; if not, the message is not sent. */
    boolean isKnown() {
        return KNOWN.contains(type) && !value.isEmpty() && (!type.equals(ADD_HEADER) || name.isPresent());
    }
}
