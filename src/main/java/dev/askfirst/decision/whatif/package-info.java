/** What a draft of the catalog would have changed: recorded decisions, decided again under it, counted and shown by examples. */
package dev.askfirst.decision.whatif;
