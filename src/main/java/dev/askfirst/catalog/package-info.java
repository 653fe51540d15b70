/**
 * The catalog: controllers, senders, channels, purposes, topics, notices and rules, in immutable versions. Decisions
 * and acts read one version; staff change it part by part.
 */
package dev.askfirst.catalog;
