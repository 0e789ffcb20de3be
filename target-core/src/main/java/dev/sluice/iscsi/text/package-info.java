/**
 * Text of login and of text requests: key=value pairs, RFC 7143 6.1.
 *
 * <p>Pure functions over bytes; any thread. It knows the form of the text, not what a key means.
 */
package dev.sluice.iscsi.text;
