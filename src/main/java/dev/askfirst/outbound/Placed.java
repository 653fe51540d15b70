package dev.askfirst.outbound;

import java.util.UUID;

/** A change at its place in the feed. Places are dense, never change, and ascend with each person's versions. */
record Placed(long position, UUID page, int slot, Change change) {}
