/** Connections to providers, as the catalog has them. */
package dev.askfirst.catalog.connection;
