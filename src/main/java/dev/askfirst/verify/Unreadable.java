package dev.askfirst.verify;

/** Nothing can be said, for what there is cannot be read or is not enough. */
public final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    public Unreadable(String why) {
        super(why);
    }
}
