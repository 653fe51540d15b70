/** Whose an address is, and what stays with one that is taken from its person. */
package dev.askfirst.consent.contact;
