/** What people look for: said and ended by themselves, listed for those who serve it. */
package dev.askfirst.consent.intent;
