/**
 * Acts, preferences, addresses, suppressions, proofs and erasures over HTTP. Used by callers of the API, and by the
 * pages on which people act for themselves.
 */
package dev.askfirst.consent.api;
