/**
 * Erases people, merges nothing: what is deleted with a person, how long what proves a consent is kept, and the daily
 * look at everybody.
 */
package dev.askfirst.consent.erasure;
