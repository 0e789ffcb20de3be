/**
 * Tests of the {@code sluice} program: what it accepts, what it refuses and with which words, how it starts and ends.
 */
package dev.sluice.cli;
