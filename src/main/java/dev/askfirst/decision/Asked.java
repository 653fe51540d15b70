package dev.askfirst.decision;

import dev.askfirst.person.Contact;
import dev.askfirst.platform.IdempotencyKey;
import java.util.Optional;

/** One well-formed question, before the catalog has been asked whether it may be put. */
record Asked(Contact to, Optional<String> controller, Matter matter, Optional<IdempotencyKey> key) {}
