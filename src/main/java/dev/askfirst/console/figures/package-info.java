/** Numbers as pages of the console show them: tables that can be sorted, and weeks as bars. */
package dev.askfirst.console.figures;
