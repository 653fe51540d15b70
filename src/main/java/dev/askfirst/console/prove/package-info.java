/** Proves a consent: finds the yes that is meant, says it in words, and packs what proves it into one file. */
package dev.askfirst.console.prove;
