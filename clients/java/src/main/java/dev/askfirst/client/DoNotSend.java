package dev.askfirst.client;

import java.util.List;

/** There is no answer that could be acted upon: the message is <em>not sent</em>. The class says what to do about it. */
public abstract sealed class DoNotSend extends RuntimeException {

    private static final long serialVersionUID = 1;

    private DoNotSend(String message, Throwable cause) {
        super(message, cause);
    }

    /** No answer in time, or none that can be read: hold the message, and ask again later under the same key. */
    public static final class NoAnswer extends DoNotSend {
        private static final long serialVersionUID = 1;
        private final String key;

        NoAnswer(String key, String message, Throwable cause) {
            super(message, cause);
            this.key = key;
        }

        /** Under which it was asked: with {@link Question#key(String)} the next attempt takes up no second place under caps. */
        public String key() {
            return key;
        }
    }

    /** The question is wrong, and waiting does not mend it. */
    public static final class WrongQuestion extends DoNotSend {
        private static final long serialVersionUID = 1;
        private final String code;
        private final transient List<String> errors;

        WrongQuestion(String code, String message, List<String> errors) {
            super(message, null);
            this.code = code;
            this.errors = List.copyOf(errors);
        }

        /** Of the problem, such as {@code unknown-topic}. */
        public String code() {
            return code;
        }

        /** What is wrong with each member. */
        public List<String> errors() {
            return errors;
        }
    }

    /** The token is not taken (401), or the catalog does not let this sender ask this (403). */
    public static final class NotAllowed extends DoNotSend {
        private static final long serialVersionUID = 1;

        NotAllowed(String message) {
            super(message, null);
        }
    }

    /** A permit with an obligation that this version does not know: get a newer one. The decision is on record under its id. */
    public static final class UnknownObligation extends DoNotSend {
        private static final long serialVersionUID = 1;
        private final String id;

        UnknownObligation(String id, List<String> types) {
            super("the permit " + id + " has obligations that are not known here: " + types, null);
            this.id = id;
        }

        /** Of the permit, to report it {@link Outcome#NOT_SENT}. */
        public String id() {
            return id;
        }
    }
}
