package dev.askfirst.console;

import dev.askfirst.platform.security.Caller;

/**
 * Staff at the console.
 *
 * @param hash of what the browser holds
 * @param formToken stands in every form, and cannot be known by another site
 */
record StaffSession(byte[] hash, String formToken, Caller caller) {

    static final String ATTRIBUTE = "askfirst.staff-session";
}
