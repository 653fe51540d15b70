package dev.askfirst.scrub;

/** One row of a list. */
interface ListRow {

    /** What stands where its address belongs; a {@link dev.askfirst.platform.Fault} if the row cannot be read. */
    String contact();

    /** Appends the row as it came, with what was answered. */
    void write(RowAnswer answer, StringBuilder to);
}
