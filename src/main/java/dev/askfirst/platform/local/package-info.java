/**
 * What a local service brings along: its data folder, its own PostgreSQL, its keys; and what keeps a production
 * service from starting.
 */
package dev.askfirst.platform.local;
