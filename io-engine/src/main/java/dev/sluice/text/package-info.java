/**
 * Texts for people: addresses as RFC 5952 has them, sizes, and words of strangers with nothing in them that a terminal obeys.
 *
 * <p>Pure functions for any thread, used by every layer that writes a message, a log line or an answer. They know nothing
 * of sockets, protocols or logs.
 */
package dev.sluice.text;
