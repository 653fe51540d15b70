/**
 * Whether two texts are one: what somebody wrote, word by word, and its fingerprint, as {@code docs/fingerprints.md} says. Like
 * the policy it knows no database, no clock and no framework.
 */
package dev.askfirst.authorship;
