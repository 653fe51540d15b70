/** Shows how yeses move: who said yes when asked, what ends it, and what is about to end by itself. */
package dev.askfirst.console.yeses;
