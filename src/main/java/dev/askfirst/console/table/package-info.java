/** Tables that are sorted by their heads, without script. */
package dev.askfirst.console.table;
