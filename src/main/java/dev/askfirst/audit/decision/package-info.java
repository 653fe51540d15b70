/**
 * What was decided, for those who look at many decisions and need little of each: lines of the record's pages, and what lets
 * a search pass over pages.
 */
package dev.askfirst.audit.decision;
