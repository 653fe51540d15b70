/**
 * The decision: pure, by `java.time` and `java.util` alone. A question and its facts go in, permit, defer or deny
 * come out.
 */
package dev.askfirst.policy;
