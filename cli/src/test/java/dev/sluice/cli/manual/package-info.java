/**
 * Tests of the generated manual, with a small model.
 *
 * <p>Run by JUnit. scripts/package-check checks the output for the real program with the shells themselves.
 */
package dev.sluice.cli.manual;
