/** The tables of the database: who makes them, and that a service waits until they are there. */
package dev.askfirst.platform.schema;
