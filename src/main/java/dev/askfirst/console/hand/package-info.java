/** Hands over what is on record about a sender, a person or a time, as one file that anybody can check. */
package dev.askfirst.console.hand;
