/** What a human must have done by a day that law names: told once when that day is over, and counted. */
package dev.askfirst.consent.due;
