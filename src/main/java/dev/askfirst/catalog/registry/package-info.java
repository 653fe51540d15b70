/** Authors of a controller one by one: listed, registered and struck off. */
package dev.askfirst.catalog.registry;
