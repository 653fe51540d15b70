/** Consents that end by themselves: noted, listed, and told to subscribers once. */
package dev.askfirst.consent.expiry;
