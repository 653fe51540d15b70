/** What became of permits, as senders report it, and what follows from that. */
package dev.askfirst.decision.outcome;
