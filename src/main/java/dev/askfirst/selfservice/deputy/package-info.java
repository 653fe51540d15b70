/** Deputies on pages: a person names and ends theirs, and a deputy comes in by a link of their own. */
package dev.askfirst.selfservice.deputy;
