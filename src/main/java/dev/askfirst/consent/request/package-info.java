/** Requests about acts: what they may hold, and what a caller may record by the catalog in force. */
package dev.askfirst.consent.request;
