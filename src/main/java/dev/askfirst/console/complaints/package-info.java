/** The register of complaints: staff file, see what is due and late, acknowledge, resolve and export. */
package dev.askfirst.console.complaints;
