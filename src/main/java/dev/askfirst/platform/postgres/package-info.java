/**
 * The database as the features use it: transactions, time limits, arrays, and how an outage is told from a mistake.
 */
package dev.askfirst.platform.postgres;
