/** Requests to talk to a human: made by people or for them, answered in time by the controller's human, told when late. */
package dev.askfirst.consent.human;
