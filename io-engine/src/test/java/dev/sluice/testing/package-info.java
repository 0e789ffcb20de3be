/**
 * Helpers for the tests of every module: seeds of random tests.
 *
 * <p>Used by tests on their own threads, in this module and, as a test jar, in the others. It knows no other package.
 */
package dev.sluice.testing;
