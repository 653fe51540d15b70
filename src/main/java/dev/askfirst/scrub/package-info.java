/**
 * Lists in front of the desk: the rows of a campaign list become questions, and come back with their answers. It decides
 * nothing itself.
 */
package dev.askfirst.scrub;
