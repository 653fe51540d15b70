/**
 * Erasure and retention: what is deleted with a person, how long the proof of a consent is kept, and the daily check of
 * everybody.
 */
package dev.askfirst.consent.erasure;
