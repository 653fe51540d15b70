/** Makes recorded decisions again from the record, and tells what came out differently. */
package dev.askfirst.decision.replay;
