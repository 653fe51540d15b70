/** What providers send: how each signs it, and what each event means. Pure: no database, no network, no clock. */
package dev.askfirst.provider.adapter;
