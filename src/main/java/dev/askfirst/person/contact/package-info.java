/** Addresses: read, normalised, and named in an act. Pure: nothing here knows the database. */
package dev.askfirst.person.contact;
