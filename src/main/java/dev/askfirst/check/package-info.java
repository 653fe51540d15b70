/** Compares all that is stored with what the record says it must be (`./askfirst check`). */
package dev.askfirst.check;
