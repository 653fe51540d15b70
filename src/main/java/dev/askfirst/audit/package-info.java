/**
 * Entries of the record: their canonical bytes, the pages that hold their leaves, and the inspections that make them
 * again from their rows. Every feature that writes to the record uses this package.
 */
package dev.askfirst.audit;
