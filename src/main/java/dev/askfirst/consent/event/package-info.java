/** Acts as they are recorded and read back, the evidence that proves them, and the fold that makes terms of them. */
package dev.askfirst.consent.event;
