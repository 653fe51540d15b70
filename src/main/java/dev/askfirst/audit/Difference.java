package dev.askfirst.audit;

/** The first thing that was found to be otherwise than the record says, in words for people. */
public record Difference(String what) {
    @Override
    public String toString() {
        return what;
    }
}
