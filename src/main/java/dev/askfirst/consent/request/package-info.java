/** Requests about acts: their form, and what a caller may record by the catalog in force. */
package dev.askfirst.consent.request;
