/**
 * The gate between mailers and their mail server, and the policy service for Postfix: both are processes of their own that
 * ask a running service over HTTP, as any sender does, and hold no mail.
 */
package dev.askfirst.gate;
