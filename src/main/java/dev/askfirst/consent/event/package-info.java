/**
 * Acts as they are recorded and read back, the evidence that proves them, and the fold that computes terms from them.
 */
package dev.askfirst.consent.event;
