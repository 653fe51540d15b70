/** Text messages to people, by the operator's own gateway. */
package dev.askfirst.outbound.sms;
