/**
 * The register of complaints: what people complained about to a company, acknowledged by a day that law names, and resolved. What
 * mail providers call a complaint, somebody who marked a message as spam, is a suppression and not in here.
 */
package dev.askfirst.consent.complaint;
