/** The outcomes of permits, as senders report them, and what follows from them. */
package dev.askfirst.decision.outcome;
