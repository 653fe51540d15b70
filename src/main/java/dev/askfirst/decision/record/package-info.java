/** Decisions as they stand in the record: their rows, their facts, and what was reported of them. */
package dev.askfirst.decision.record;
