/** Deputies by the API: a person, or staff for them, names one, looks and ends one. */
package dev.askfirst.consent.deputy;
