/**
 * Acts, preferences, addresses, suppressions, proofs and erasures over HTTP. Nobody enters here but callers, and
 * pages that do what a person says.
 */
package dev.askfirst.consent.api;
