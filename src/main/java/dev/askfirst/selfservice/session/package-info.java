/** Visits to a person's own page: how they come in, codes, and how sure the service is who it is. */
package dev.askfirst.selfservice.session;
