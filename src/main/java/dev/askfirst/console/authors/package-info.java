/** The registered authors of all companies, as staff see them. */
package dev.askfirst.console.authors;
