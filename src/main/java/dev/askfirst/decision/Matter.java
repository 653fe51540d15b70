package dev.askfirst.decision;

import dev.askfirst.audit.Entry;
import dev.askfirst.platform.Json;
import dev.askfirst.policy.Authorship;
import java.time.Instant;
import java.util.Optional;

/** What a question is about, apart from whom: it stands in the record as it was asked. */
record Matter(String topic, String channel, Message message, Mode mode, Optional<Instant> at) {

    /** What the sender declares about the message. */
    record Message(Authorship authorship, Optional<String> author, Optional<String> campaign, boolean critical) {

        /** The erasable texts in the form whose salted hash the entry holds. */
        String texts() {
            var node = Json.MAPPER.createObjectNode();
            author.ifPresent(text -> node.put("author", text));
            campaign.ifPresent(text -> node.put("campaign", text));
            return Entry.canonical(node);
        }
    }
}
