/** A person's budget of attention: what is left of it, and whose turn it is when little is. */
package dev.askfirst.policy.attention;
