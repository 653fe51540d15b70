package dev.askfirst.verify;

import java.io.IOException;
import java.util.Optional;

/** The rows of one file, one after the other. */
interface Rows {

    /** The next one; empty at the end. */
    Optional<ExportedEntry> next() throws IOException, Tampered;
}
