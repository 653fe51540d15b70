/**
 * The one way of a question: waits in a fair queue, is gathered, decided and recorded in one transaction with others,
 * and answered once that is durable.
 */
package dev.askfirst.decision.lane;
