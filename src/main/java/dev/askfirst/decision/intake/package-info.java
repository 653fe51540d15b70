/**
 * The entry points for questions: a single one (by two ways), a batch, a stream, and whether a permit still holds. Each hands over to
 * the desk in `decision.lane`. Translators of other protocols have their questions read here too.
 */
package dev.askfirst.decision.intake;
