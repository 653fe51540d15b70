/** Terms that people take along, and bring: over the API, and on pages of theirs. */
package dev.askfirst.selfservice.portable;
