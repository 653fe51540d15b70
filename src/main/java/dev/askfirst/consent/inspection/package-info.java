/** What `./askfirst check` compares of acts, terms and suppressions. */
package dev.askfirst.consent.inspection;
