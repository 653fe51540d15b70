/** Traces of requests for OpenTelemetry, where an operator wants them. */
package dev.askfirst.platform.trace;
