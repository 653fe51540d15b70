package dev.askfirst.decision.intake;

import dev.askfirst.authorship.Fingerprint;
import dev.askfirst.authorship.FingerprintKey;
import dev.askfirst.authorship.Written;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.PlaceName;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Nearness;
import java.time.Instant;
import java.util.Optional;

/** One question as it is asked over HTTP. */
record DecisionRequest(
        String to,
        String channel,
        String topic,
        String controller,
        Message message,
        Mode mode,
        Instant at,
        String key,
        Boolean suggest,
        Near near,
        Value value) {

    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_WORDS = 1_000_000;

    /** What is told of an approach; a member that came later shows in the text only where it is used, and never the place. */
    record Near(String place, Integer dwellS) {
        static final Near NONE = new Near(null, null);

        private boolean isTold() {
            return place != null || dwellS != null;
        }

        private PlaceName checked(String channel, Checks checks) {
            if (!isTold()) return PlaceName.UNTOLD;
            if (channel != null && !channel.equals(Approach.CHANNEL)) {
                if (place != null) checks.error("place", "goes only with `channel` `proximity`");
                if (dwellS != null) checks.error("dwellS", "goes only with `channel` `proximity`");
            }
            if (dwellS != null && (dwellS < 0 || dwellS > Nearness.LONGEST_DWELL))
                checks.error("dwellS", "is a whole number of seconds from 0 to " + Nearness.LONGEST_DWELL);
            var read = place == null ? Optional.of(PlaceName.UNTOLD) : PlaceName.parse(place);
            if (read.isEmpty()) checks.error("place", "has 1 to 64 letters, digits and `._:~+/=-`");
            return read.orElse(PlaceName.UNTOLD);
        }

        private Approach approach(PlaceName there) {
            return isTold() ? new Approach(dwellS == null ? 0 : dwellS, there.away()) : Approach.UNTOLD;
        }

        @Override
        public String toString() {
            return (place == null ? "" : ", place") + (dwellS == null ? "" : ", dwellS=" + dwellS);
        }
    }

    /** Until when a message is of value; it may wait until then. */
    record Value(Instant until) {}

    /** The text of which fingerprints under idempotency keys are made. */
    @Override
    public String toString() {
        return "DecisionRequest[to=" + to + ", channel=" + channel + ", topic=" + topic + ", controller=" + controller
                + ", message=" + message + ", mode=" + mode + ", at=" + at + ", key=" + key + ", suggest=" + suggest
                + near + (value == null ? "" : ", value=" + value.until()) + "]";
    }

    /** What a message may confirm. */
    enum Confirms {
        STOP
    }

    public record Message(
            Authorship authorship,
            String author,
            String campaign,
            Boolean critical,
            Confirms confirms,
            Integer words,
            String fingerprint) {
        static final Message NONE = new Message(null, null, null, null, null, null, null);

        /** Fingerprints under idempotency keys are made of it: a member that came later shows only where it is used. */
        @Override
        public String toString() {
            return "Message[authorship=%s, author=%s, campaign=%s, critical=%s%s%s%s]"
                    .formatted(
                            authorship,
                            author,
                            campaign,
                            critical,
                            shown("confirms", confirms),
                            shown("words", words),
                            shown("fingerprint", fingerprint));
        }

        private static String shown(String name, Object value) {
            return value == null ? "" : ", " + name + "=" + value;
        }

        /** What is told of its text. */
        private Optional<Written> written(Checks checks) {
            var read = Optional.ofNullable(fingerprint).flatMap(Fingerprint::parse);
            if (fingerprint != null) {
                if (read.isEmpty())
                    checks.error("message.fingerprint", "is not a fingerprint such as `POST /v1/fingerprints` gives");
                if (words == null) checks.error("message.words", "is missing: it goes with `message.fingerprint`");
                else if (words < FingerprintKey.FEWEST_WORDS)
                    checks.error("message.fingerprint", "is of a text of too few words to have one");
            }
            if (words == null) return Optional.empty();
            if (words < 0 || words > MOST_WORDS)
                checks.error("message.words", "is a whole number from 0 to " + MOST_WORDS);
            return Optional.of(new Written(words, read));
        }
    }

    /** Collects the members of a question as they are read. */
    static final class Builder {
        String to;
        String channel;
        String topic;
        String controller;
        Message message;
        Mode mode;
        Instant at;
        String key;
        Boolean suggest;
        String place;
        Integer dwellS;
        Value value;

        DecisionRequest build() {
            var near = place == null && dwellS == null ? Near.NONE : new Near(place, dwellS);
            return new DecisionRequest(to, channel, topic, controller, message, mode, at, key, suggest, near, value);
        }
    }

    /** The question, after all checks that need no catalog; a {@link Fault} lists everything that is wrong. */
    CheckedQuestion checked(String sender) {
        return checked(Optional.ofNullable(key)
                .map(it -> IdempotencyKey.of(sender, it, withoutKey().toString())));
    }

    CheckedQuestion checked(Optional<IdempotencyKey> idempotency) {
        var checks = new Checks();
        var parsed = Contact.tryParse(to);
        if (parsed.contact().isEmpty()) checks.error("to", parsed.refusal());
        checks.id("channel", channel);
        checks.id("topic", topic);
        checks.optionalId("controller", controller);
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            checks.error("key", "has 1 to " + LONGEST_KEY + " characters");
        }
        if (at != null && mode != Mode.CHECK) checks.error("at", "goes only with `mode` `check`");
        if (value != null && value.until() == null) checks.error("value.until", "is missing");
        var said = message == null ? Message.NONE : message;
        var authorship = said.authorship() == null ? Authorship.AUTOMATED : said.authorship();
        var author = checks.line("message.author", said.author(), LONGEST_TEXT);
        var campaign = checks.line("message.campaign", said.campaign(), LONGEST_TEXT);
        if (authorship == Authorship.PERSONAL && author.isEmpty()) {
            checks.error("message.author", "is missing: a personal message has a named author");
        }
        var critical = Boolean.TRUE.equals(said.critical());
        if (critical && said.confirms() != null)
            checks.error("message.critical", "goes not with `message.confirms`: nobody's safety depends on that");
        var written = said.written(checks);
        var there = near.checked(channel, checks);
        checks.done();
        var checked = new CheckedQuestion(
                parsed.contact().orElseThrow(),
                Optional.ofNullable(controller),
                new MessageContext(
                        topic,
                        channel,
                        new MessageContext.Message(
                                        authorship, author, campaign, critical, said.confirms() != null, written)
                                .approaching(near.approach(there)),
                        mode == null ? Mode.RESERVE : mode,
                        Optional.ofNullable(at)),
                idempotency,
                Boolean.TRUE.equals(suggest));
        var placed = near.isTold() ? checked.at(there) : checked;
        return value == null ? placed : placed.until(value.until());
    }

    DecisionRequest withoutKey() {
        return new DecisionRequest(to, channel, topic, controller, message, mode, at, null, suggest, near, value);
    }

    /** The same question about another address. */
    DecisionRequest addressed(String contact) {
        return new DecisionRequest(contact, channel, topic, controller, message, mode, at, key, suggest, near, value);
    }
}
