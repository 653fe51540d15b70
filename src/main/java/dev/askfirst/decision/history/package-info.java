/** Decisions read back: one, all about a person, and what a person sees of them. */
package dev.askfirst.decision.history;
