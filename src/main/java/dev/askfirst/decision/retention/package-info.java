/** Partitions of decisions: made ahead, and retired once their month is over. */
package dev.askfirst.decision.retention;
