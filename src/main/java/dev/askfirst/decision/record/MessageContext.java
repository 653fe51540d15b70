package dev.askfirst.decision.record;

import dev.askfirst.audit.Entry;
import dev.askfirst.authorship.Written;
import dev.askfirst.catalog.author.Author;
import dev.askfirst.catalog.author.Authors;
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

    /** The same, with what the controller knows of its author at that instant; as it is for what no human alone wrote. */
    public MessageContext by(Authors authors, Instant now) {
        return message.authorship() == Authorship.PERSONAL
                ? new MessageContext(topic, channel, message.by(authors, at.orElse(now)), mode, at)
                : this;
    }

    /**
     * What the sender declares about the message.
     *
     * @param approach what is told of an approach; {@link Approach#UNTOLD} for any other message
     * @param writer in which role its author is registered; empty where the controller registers none, or nobody in particular
     *     wrote it
     */
    public record Message(
            Authorship authorship,
            Optional<String> author,
            Optional<String> campaign,
            boolean critical,
            boolean confirmsStop,
            Optional<Written> written,
            Approach approach,
            Optional<Writer> writer) {

        /** A message that is no approach, as it is declared, before anybody has looked who its author is. */
        public Message(
                Authorship authorship,
                Optional<String> author,
                Optional<String> campaign,
                boolean critical,
                boolean confirmsStop,
                Optional<Written> written) {
            this(authorship, author, campaign, critical, confirmsStop, written, Approach.UNTOLD, Optional.empty());
        }

        /** The same by another channel, where nothing is told of an approach. */
        Message elsewhere() {
            return approaching(Approach.UNTOLD);
        }

        /** The same message, by this approach. */
        public Message approaching(Approach by) {
            return new Message(authorship, author, campaign, critical, confirmsStop, written, by, writer);
        }

        /** A message that confirms nothing, of whose text nothing is told. */
        public Message(Authorship authorship, Optional<String> author, Optional<String> campaign, boolean critical) {
            this(authorship, author, campaign, critical, false, Optional.empty());
        }

        private Message by(Authors authors, Instant now) {
            var known = authors.find(author.orElse(""), now);
            var role = known.map(it -> Writer.of(it.role()))
                    .or(() -> Optional.of(Writer.UNREGISTERED).filter(_ -> authors.required()));
            var name = known.map(Author::name).or(() -> author);
            return new Message(authorship, name, campaign, critical, confirmsStop, written, approach, role);
        }

        /** Who counts as its author: what nobody wrote who is registered, where that is required, a machine did. */
        public Authorship counted() {
            return writer.filter(Writer.UNREGISTERED::equals).isPresent() ? Authorship.AUTOMATED : authorship;
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
