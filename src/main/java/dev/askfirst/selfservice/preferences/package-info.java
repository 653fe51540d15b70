/** A person's own terms, pauses and times. */
package dev.askfirst.selfservice.preferences;
