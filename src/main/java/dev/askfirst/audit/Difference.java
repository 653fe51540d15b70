package dev.askfirst.audit;

/** The first difference found between what is stored and what the record says, in words for people. */
public record Difference(String what) {
    @Override
    public String toString() {
        return what;
    }
}
