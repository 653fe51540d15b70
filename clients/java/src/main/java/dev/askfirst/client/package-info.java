/** The client of Askfirst for Java: begin with {@link dev.askfirst.client.Askfirst}. */
package dev.askfirst.client;
