/** Makes recorded decisions again from the record, and reports differences. */
package dev.askfirst.decision.replay;
