/**
 * What people have said, as it counts for decisions: consent statements, preferences, pauses, and how they are folded
 * and merged. Pure.
 */
package dev.askfirst.policy.term;
