package dev.askfirst.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Where exports are delivered to: a reader there sees a complete export or nothing of it. */
interface ExportTarget {

    /** A file to deliver. */
    record Source(String name, long bytes, byte[] sha256, Content content) {}

    /** Opens a file, from its beginning each time. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /** Delivers an export under this name; again changes nothing. */
    void deliver(String name, List<Source> files) throws IOException, InterruptedException;
}
