package dev.askfirst.authzen;

import java.util.Optional;

/**
 * What a caller calls its request by, in {@code X-Request-ID}: repeated by the reply, and the idempotency key of each
 * evaluation, together with the place and the question. Enforcement points also use one id for several requests, so another
 * question under the same id is another message, and no conflict.
 */
record RequestId(Optional<String> text) {

    static final String HEADER = "X-Request-ID";

    static RequestId of(String header) {
        return new RequestId(Optional.ofNullable(header).filter(it -> !it.isBlank()));
    }

    /** The key of the evaluation at this place, apart from the keys of every other way in. */
    Optional<String> key(int place) {
        return text.map(it -> "authzen\n" + it + "\n" + place);
    }
}
