/** Pieces of the record that can be checked without the service: ordered, made, delivered. */
package dev.askfirst.export;
