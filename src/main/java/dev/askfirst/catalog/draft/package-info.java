/**
 * Drafts: changes of the catalog that are kept, looked at and approved before they are in force; by a second admin, where the
 * catalog says so.
 */
package dev.askfirst.catalog.draft;
