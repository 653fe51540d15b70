/**
 * The entry points for questions: a single one (by two ways), a batch, a stream, and whether a permit still holds. Each hands over to
 * the desk in `decision.lane`.
 */
package dev.askfirst.decision.intake;
