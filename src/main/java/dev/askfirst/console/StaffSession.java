package dev.askfirst.console;

import dev.askfirst.platform.security.Caller;
import java.util.List;

/**
 * Staff at the console.
 *
 * @param hash of what the browser holds
 * @param formToken stands in every form, and cannot be known by another site
 * @param limit what the controllers are called that they are limited to; none if they are not
 */
record StaffSession(byte[] hash, String formToken, Caller caller, List<String> limit) {

    static final String ATTRIBUTE = "askfirst.staff-session";
}
