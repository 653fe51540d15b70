/**
 * The decision: pure code that uses `java.time` and `java.util` alone. A question and its facts go in; permit, defer or
 * deny comes out.
 */
package dev.askfirst.policy;
