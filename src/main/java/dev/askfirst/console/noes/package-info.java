/** How fast a no is: from click to in force, from said to recorded, and until subscribers were told. */
package dev.askfirst.console.noes;
