/** A person's page about their budget of attention. */
package dev.askfirst.selfservice.attention;
