package dev.askfirst.verify;

/** Something is not as it was sealed: its message names the first place where that shows. */
public final class Tampered extends Exception {

    private static final long serialVersionUID = 1;

    Tampered(String what) {
        super(what);
    }
}
