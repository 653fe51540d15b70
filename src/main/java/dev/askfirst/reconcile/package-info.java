/** Delivery reports: what a sender says it really sent, held against what it was answered. */
package dev.askfirst.reconcile;
