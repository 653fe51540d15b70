/** Letters that the service itself writes to people, and codes that others bring to them. */
package dev.askfirst.outbound.mail;
