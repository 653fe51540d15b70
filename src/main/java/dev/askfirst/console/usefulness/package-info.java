/** What people said of messages, as totals of many. */
package dev.askfirst.console.usefulness;
