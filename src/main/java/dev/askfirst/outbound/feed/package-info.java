/**
 * Changes that subscribers are told of: kept beside the page that records them, put in one order, read as
 * CloudEvents.
 */
package dev.askfirst.outbound.feed;
