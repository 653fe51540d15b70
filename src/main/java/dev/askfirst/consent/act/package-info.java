/**
 * Records what people say: the one writer of acts, its handlers for each kind, and the data subjects whose terms it
 * locks. Everything that is said, whichever way it came, enters here.
 */
package dev.askfirst.consent.act;
