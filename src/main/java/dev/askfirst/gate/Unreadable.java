package dev.askfirst.gate;

/** What came is not to be understood, and why: to be told to whoever sent it. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    Unreadable(int code, String why) {
        super(why, null, false, false);
        reply = Reply.of(code, why);
    }

    Reply reply() {
        return reply;
    }
}
