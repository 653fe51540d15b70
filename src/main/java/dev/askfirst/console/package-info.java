/**
 * Pages for staff: how things are, the record searched, people, exports, the catalog. What they show comes from the
 * features; nothing is decided here.
 */
package dev.askfirst.console;
