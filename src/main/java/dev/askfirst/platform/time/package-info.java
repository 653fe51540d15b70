/** Time zones by an edition of the IANA database of our own. */
package dev.askfirst.platform.time;
