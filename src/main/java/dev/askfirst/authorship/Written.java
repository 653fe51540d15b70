package dev.askfirst.authorship;

import java.util.Optional;

/**
 * What a sender says of the text of a message.
 *
 * @param words how many the author wrote
 * @param fingerprint only of texts of at least {@link FingerprintKey#FEWEST_WORDS} words
 */
public record Written(int words, Optional<Fingerprint> fingerprint) {}
