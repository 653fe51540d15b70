package dev.askfirst.console.prove;

import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.decision.history.RecordedReply;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The yes that is to be proved.
 *
 * @param person whose it is now, after any merge
 * @param at the instant that is asked about; empty means now
 * @param decision the permit that it was found by, if it was
 */
public record Target(UUID person, RecordedAct yes, Optional<Instant> at, Optional<RecordedReply> decision) {}
