/** Events sent to webhooks: to public addresses alone, in order for each person, tried again for three days. */
package dev.askfirst.outbound.webhook;
