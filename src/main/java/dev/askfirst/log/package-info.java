/** The tree over all entries: sealed into tiles and checkpoints, and cosigned by witnesses. */
package dev.askfirst.log;
