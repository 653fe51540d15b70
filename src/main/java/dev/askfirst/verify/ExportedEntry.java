package dev.askfirst.verify;

/**
 * One line of an export: an entry's place in the log, its leaf hash as it was sealed, and its facts or why they are not
 * there.
 *
 * @param bytes where the entry's JSON text stands, from {@code from} on; no length means that only the hash is there
 */
record ExportedEntry(long index, byte[] leaf, byte[] bytes, int from, int length, String why) {

    boolean hasFacts() {
        return length > 0;
    }
}
