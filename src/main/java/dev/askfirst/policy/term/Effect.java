package dev.askfirst.policy.term;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What one recorded act does to the terms of the person it is about. */
public sealed interface Effect {

    /** The person said yes or no. */
    record Said(ConsentStatement word) implements Effect {}

    /** These preferences replace the earlier ones. */
    record Preferred(Preferences preferences) implements Effect {}

    /** A pause begins, and replaces one of the same scope. */
    record Paused(Pause pause) implements Effect {}

    /** The pause of this scope is over. */
    record Resumed(String channel, String topic) implements Effect {}

    /** Somebody else turned out to be the same person; {@code other} were their terms. */
    record Merged(Terms other, Instant at) implements Effect {}

    /** The noes of these STOPs no longer hold, as if they had never been said. */
    record Restarted(Set<UUID> stops) implements Effect {
        public Restarted {
            stops = Set.copyOf(stops);
        }
    }

    /** A no is undone, as if it had never been said; {@code words} are the statements that hold without it. */
    record Undone(List<ConsentStatement> words) implements Effect {
        public Undone {
            words = List.copyOf(words);
        }
    }

    /** The person asked to talk to a human, who owes them an answer from now on. */
    record Asked(Owed owed) implements Effect {}

    /** A human answered this request. */
    record Answered(UUID request) implements Effect {}

    /** The person said how useful messages of this controller about this topic were, in place of what they said before. */
    record Rated(String controller, String topic, List<Rating> said) implements Effect {
        public Rated {
            said = List.copyOf(said);
        }
    }

    /** What they said of this controller's messages about this topic counts no more. */
    record Forgotten(String controller, String topic) implements Effect {}

    /** The person is looking for something from now on. */
    record Wanted(Intent intent, Instant at) implements Effect {}

    /** The person no longer looks for it. */
    record IntentEnded(UUID intent, Instant at) implements Effect {}

    /** The person has spoken to these controllers, elsewhere. */
    record Met(List<String> controllers) implements Effect {
        public Met {
            controllers = List.copyOf(controllers);
        }
    }

    /** No effect: the act is about something that is not part of terms. */
    record Nothing() implements Effect {}
}
