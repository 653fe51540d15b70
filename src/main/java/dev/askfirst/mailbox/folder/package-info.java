/** A folder of a mail server, read by IMAP. */
package dev.askfirst.mailbox.folder;
