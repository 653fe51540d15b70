/** What everything rests on: faults and their problems, ids, the clock of the database. */
package dev.askfirst.platform;
