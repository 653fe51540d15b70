/** Providers tell what became of messages and what people answered: a translator in front of the writers of acts. */
package dev.askfirst.provider;
