/** What a person has said, as a signed document that they take from one installation to another. */
package dev.askfirst.consent.portable;
