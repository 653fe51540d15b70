/** Decisions on record: their rows, their facts, and their reported outcomes. */
package dev.askfirst.decision.record;
