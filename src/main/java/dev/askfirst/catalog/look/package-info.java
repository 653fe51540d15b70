/** How a controller looks on pages and in letters: its colour and its picture. */
package dev.askfirst.catalog.look;
