/**
 * What is generated from a small model.
 *
 * <p>Run by JUnit. The shells' own opinion of what is made of the program's model is asked by scripts/package-check.
 */
package dev.sluice.cli.manual;
