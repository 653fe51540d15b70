/** People as those may see them who may, and the entries that say who looked. */
package dev.askfirst.person;
