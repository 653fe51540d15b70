/** Connections to providers and tools, as the catalog has them. */
package dev.askfirst.catalog.connection;
