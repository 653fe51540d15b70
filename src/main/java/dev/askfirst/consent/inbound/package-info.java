/** What people answer to messages: a no in any words and START are recorded as acts, everything else waits for a human. */
package dev.askfirst.consent.inbound;
