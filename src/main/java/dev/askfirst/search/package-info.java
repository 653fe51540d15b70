/** The record searched and counted by staff. */
package dev.askfirst.search;
