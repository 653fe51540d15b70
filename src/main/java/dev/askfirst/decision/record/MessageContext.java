package dev.askfirst.decision.record;

import dev.askfirst.audit.Entry;
import dev.askfirst.authorship.Written;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.Authorship;
import java.time.Instant;
import java.util.Optional;

/** What a question is about, apart from the addressee; recorded as it was asked. */
public record MessageContext(String topic, String channel, Message message, Mode mode, Optional<Instant> at) {

    /** What a message may confirm, as it is asked and recorded. */
    public static final String STOP = "stop";

    /** The same in shadow mode: from a sender that does not act on its answers yet. */
    public MessageContext inShadow() {
        return mode == Mode.RESERVE ? new MessageContext(topic, channel, message, Mode.SHADOW, at) : this;
    }

    /** The same as a check, for this channel, at the instant that was asked about. */
    public MessageContext enquiry(String by) {
        return new MessageContext(topic, by, by.equals(channel) ? message : message.elsewhere(), Mode.CHECK, at);
    }

    /**
     * What the sender declares about the message.
     *
     * @param approach what is told of an approach; {@link Approach#UNTOLD} for any other message
     */
    public record Message(
            Authorship authorship,
            Optional<String> author,
            Optional<String> campaign,
            boolean critical,
            boolean confirmsStop,
            Optional<Written> written,
            Approach approach) {

        /** A message that is no approach. */
        public Message(
                Authorship authorship,
                Optional<String> author,
                Optional<String> campaign,
                boolean critical,
                boolean confirmsStop,
                Optional<Written> written) {
            this(authorship, author, campaign, critical, confirmsStop, written, Approach.UNTOLD);
        }

        /** The same by another channel, where nothing is told of an approach. */
        Message elsewhere() {
            return approaching(Approach.UNTOLD);
        }

        /** The same message, by this approach. */
        public Message approaching(Approach by) {
            return new Message(authorship, author, campaign, critical, confirmsStop, written, by);
        }

        /** A message that confirms nothing, of whose text nothing is told. */
        public Message(Authorship authorship, Optional<String> author, Optional<String> campaign, boolean critical) {
            this(authorship, author, campaign, critical, false, Optional.empty());
        }

        /** The erasable texts in the form whose salted hash the entry holds. */
        public String texts() {
            var texts = new Entry();
            author.ifPresent(text -> texts.text("author", text));
            campaign.ifPresent(text -> texts.text("campaign", text));
            return texts.json();
        }
    }
}
