/** Pages behind links in messages: unsubscribe, confirm, stop. */
package dev.askfirst.selfservice.link;
