/** Mail that comes back to senders: bounces, complaints, unsubscribes and replies, turned into what the record knows. */
package dev.askfirst.mailbox;
