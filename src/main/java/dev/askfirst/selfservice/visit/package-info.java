/** Visits that senders open for people whom they have signed in. */
package dev.askfirst.selfservice.visit;
