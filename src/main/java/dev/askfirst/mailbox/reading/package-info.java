/** What a mail means: bounce, complaint, automatic reply, or somebody's words. Pure: no database, no clock, no effect. */
package dev.askfirst.mailbox.reading;
