/** Checks an export without the service. Uses nothing of ours, so that an auditor can read all of it. */
package dev.askfirst.verify;
