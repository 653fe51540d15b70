/** Who sent without asking: delivery reports are handed in, counted by sender and week, and shown to the last row. */
package dev.askfirst.console.unasked;
