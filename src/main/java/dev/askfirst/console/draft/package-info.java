/** Pages of drafts of the catalog: what they change, what they would have changed, and who approves them. */
package dev.askfirst.console.draft;
