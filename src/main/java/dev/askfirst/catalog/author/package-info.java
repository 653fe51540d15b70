/** The humans who write for a controller: who they are, in which role, and from when until when. */
package dev.askfirst.catalog.author;
