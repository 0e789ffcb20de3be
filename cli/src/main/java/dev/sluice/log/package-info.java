/**
 * The log of the program: a provider of SLF4J that no thread ever waits for.
 *
 * <p>A thread that logs puts a line into a bounded queue; one thread of its own writes to standard error, and waits there as long as
 * nobody reads. Lines that come faster are dropped, lines that strangers cause are limited by kind and address, and both are
 * counted and told. Knows nothing of what is logged.
 */
package dev.sluice.log;
