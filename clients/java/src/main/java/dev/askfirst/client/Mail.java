package dev.askfirst.client;

/** A mail that obligations are put into: a few lines around the class of your mail library. */
public interface Mail<E extends Exception> {

    /** Sets the header to this value alone, whatever stood there. */
    void setHeader(String name, String value) throws E;

    /** Adds the text below the body, in each form that the body has. */
    void addFooter(String text) throws E;
}
