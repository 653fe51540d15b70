/** How yeses and noes move: counted by day behind the record, and read for a page. */
package dev.askfirst.search.moves;
