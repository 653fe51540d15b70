/** What people answer to messages: STOP and START are recorded as acts, everything else waits for a human. */
package dev.askfirst.consent.inbound;
