/** How useful messages are: people say so by the links in them, and senders learn totals of many people. */
package dev.askfirst.consent.feedback;
