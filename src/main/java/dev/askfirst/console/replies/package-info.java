/** Replies that may be a no: staff see what is due and what is late, and resolve it. */
package dev.askfirst.console.replies;
