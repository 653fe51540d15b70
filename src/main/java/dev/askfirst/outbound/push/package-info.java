/** Noes pushed into tools that keep lists of their own: each once, tried again until the tool confirms it or refuses it. */
package dev.askfirst.outbound.push;
