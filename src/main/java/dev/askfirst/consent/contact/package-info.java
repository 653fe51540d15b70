/** Which person an address belongs to, and what stays when an address is taken from its person. */
package dev.askfirst.consent.contact;
