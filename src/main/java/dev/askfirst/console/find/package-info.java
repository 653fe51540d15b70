/** Finds whatever staff type into the head of the console: an address, an id, a name. */
package dev.askfirst.console.find;
