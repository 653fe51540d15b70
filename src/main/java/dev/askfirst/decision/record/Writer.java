package dev.askfirst.decision.record;

import dev.askfirst.catalog.author.Author;

/** In which role a human wrote a personal message, as the controller has registered them when it was asked about. */
public enum Writer {
    EMPLOYEE,
    VOLUNTEER,
    AGENCY,
    /** In none: the controller has its authors registered, and this is none of them. */
    UNREGISTERED;

    static Writer of(Author.Role role) {
        return switch (role) {
            case EMPLOYEE -> EMPLOYEE;
            case VOLUNTEER -> VOLUNTEER;
            case AGENCY -> AGENCY;
        };
    }
}
