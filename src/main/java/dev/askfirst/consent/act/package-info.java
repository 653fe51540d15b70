/**
 * Records what people say: the one writer of acts, its handlers for each kind, and the data subjects whose terms it
 * locks. Every act is recorded here, whichever way it came. {@code ActWriter} owns the transaction and whatever it waits
 * for, {@code ActHandler} decides what an act does, {@code ActRecorder} inserts.
 */
package dev.askfirst.consent.act;
