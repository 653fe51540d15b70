/** Requests to talk to a human: staff see who waits and who is late, and answer. */
package dev.askfirst.console.requests;
