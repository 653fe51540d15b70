/** People as callers may see them, and the entries that record who accessed them. */
package dev.askfirst.person;
