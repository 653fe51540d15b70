/** Addresses that must not be written to: ordered, lifted, read back. They need no person and outlive one. */
package dev.askfirst.consent.suppression;
