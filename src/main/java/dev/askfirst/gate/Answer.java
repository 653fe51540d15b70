package dev.askfirst.gate;

import java.util.Map;

/** What the service said to one question. Only a permit lets a message through. */
sealed interface Answer {

    /** How it is counted. */
    String outcome();

    /** @param headers to be added as they stand */
    record Permit(String id, Map<String, String> headers) implements Answer {
        @Override
        public String outcome() {
            return "permit";
        }
    }

    /** Not now. */
    record Defer(String id, String notBefore, String why) implements Answer {
        @Override
        public String outcome() {
            return "defer";
        }
    }

    record Deny(String id, String why) implements Answer {
        @Override
        public String outcome() {
            return "deny";
        }
    }

    /**
     * A permit with an obligation that the gate does not know: nothing may go out on it.
     *
     * @param obligation its type
     */
    record Unfulfillable(String id, String obligation) implements Answer {
        @Override
        public String outcome() {
            return "unfulfillable";
        }
    }

    /** The question itself is wrong: asked again, it would be wrong again. */
    record Refused(String why) implements Answer {
        @Override
        public String outcome() {
            return "refused";
        }
    }

    /** There is none, for now. */
    record None(String why) implements Answer {
        @Override
        public String outcome() {
            return "none";
        }
    }
}
