/** A browser's opt-out preference signal, as a sender passes it on or a page of ours gets it: a no to sale and sharing. */
package dev.askfirst.consent.signal;
