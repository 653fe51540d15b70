/** Permits that caps still count, for people and for addresses that are nobody's. */
package dev.askfirst.person.usage;
