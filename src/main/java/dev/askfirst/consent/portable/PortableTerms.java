package dev.askfirst.consent.portable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.policy.term.ConsentStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person has said, in words that mean the same at every installation: controllers by what is public of them, contact
 * points by their address, notices by the hash of their words.
 *
 * @param id of the document
 * @param issuer the public address of the installation that made it
 * @param contacts the person's addresses, as URIs
 * @param met the controllers to which they have said anything, in no matter what words
 * @param preferences as they stand in the API, but for the controllers of caps
 */
public record PortableTerms(
        UUID id,
        String issuer,
        Instant issued,
        List<String> contacts,
        List<String> met,
        List<Yes> yeses,
        List<No> noes,
        List<Pause> pauses,
        ObjectNode preferences) {

    /** A yes in so many words, or one that takes back a no to what needs no consent: then there are no words to show. */
    public record Yes(
            String party,
            String purpose,
            String channel,
            String contact,
            Instant made,
            Optional<Instant> expires,
            Optional<Words> words) {}

    /** The words that were agreed to. */
    public record Words(String language, String sha256) {}

    /** A no; what is left out means all. */
    public record No(
            ConsentStatement.Refusal.Kind kind,
            Optional<String> party,
            Optional<String> purpose,
            Optional<String> channel,
            Optional<String> contact,
            boolean services,
            Instant made) {}

    /** No messages until then; what is left out means all. */
    public record Pause(Optional<String> purpose, Optional<String> channel, Instant until) {}

    @Override
    public String toString() {
        return "terms " + id;
    }
}
