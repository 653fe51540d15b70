/** JSON, CSV and the checks that say what is wrong with them. */
package dev.askfirst.platform.json;
