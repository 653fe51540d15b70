/** Data rights: what was asked about a person, receipts, everything to take along, erasure. */
package dev.askfirst.selfservice.rights;
