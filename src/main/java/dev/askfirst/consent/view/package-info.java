/** What a person said, shown: what holds now, histories, proofs and receipts. Reads the record and writes nothing. */
package dev.askfirst.consent.view;
