/**
 * Reads replies in people's own words by grammars that are data: {@code replies/grammar}, a file for each language.
 * Pure; knows nothing of persons, topics or the catalog.
 */
package dev.askfirst.consent.wording;
