/**
 * The house rules as tests: dependencies between packages and what every source file has.
 *
 * <p>They live in this module because all classes of the program are on its class path.
 */
package dev.sluice.architecture;
