/** Deputies: who may act for a person, what they may do, and until when. */
package dev.askfirst.person.deputy;
