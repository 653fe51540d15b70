/**
 * Keys of the service: how addresses are found and encrypted, people named to senders, links sealed; and how keys
 * change.
 */
package dev.askfirst.person.key;
