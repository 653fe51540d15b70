/**
 * AuthZEN 1.0 (OpenID Authorization API) in front of the desk: translates evaluations into questions and answers into
 * decisions, and decides nothing itself. Everything about the standard is here.
 */
package dev.askfirst.authzen;
