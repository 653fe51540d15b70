/** Staff who are limited to controllers: which routes they may use, and what of the record they may see. */
package dev.askfirst.catalog.limit;
