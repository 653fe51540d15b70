/** The feed in a topic of Kafka: each event at least once, each person's in order, behind a place that moves only after brokers have it. */
package dev.askfirst.outbound.kafka;
