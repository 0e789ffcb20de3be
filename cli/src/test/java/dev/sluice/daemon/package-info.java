/** Tests of {@code dev.sluice.daemon}. */
package dev.sluice.daemon;
