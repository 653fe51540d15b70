/** The command line: each command is a caller like any other, but `check` and `verify`, which need no service. */
package dev.askfirst.cli;
