/** Which texts that are called personal went to many: what senders tell of them is held against what was told before. */
package dev.askfirst.decision.likeness;
