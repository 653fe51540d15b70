/**
 * The path of every question: it waits in a fair queue, its facts are gathered, it is decided and recorded in one
 * transaction with others, and it is answered once that is durable.
 */
package dev.askfirst.decision.lane;
