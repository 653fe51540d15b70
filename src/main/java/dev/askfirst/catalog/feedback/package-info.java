/** Whose messages people say more, fine or less of, and below which usefulness a topic rests. */
package dev.askfirst.catalog.feedback;
