/** The languages that people are addressed in, and what is said in each. */
package dev.askfirst.platform.language;
