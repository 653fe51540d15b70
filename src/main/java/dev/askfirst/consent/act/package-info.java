/**
 * Records what people say: the one writer of acts, its handlers for each kind, and the data subjects whose terms it
 * locks. Every act is recorded here, whichever way it came.
 */
package dev.askfirst.consent.act;
