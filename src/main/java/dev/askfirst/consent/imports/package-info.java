/** Files of acts and suppressions: received and checked whole, then recorded in pieces by the one writer. */
package dev.askfirst.consent.imports;
