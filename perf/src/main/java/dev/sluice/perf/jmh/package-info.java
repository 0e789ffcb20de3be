/**
 * JMH benchmarks of the parts that every I/O passes through; with {@code -prof gc} they allocate nothing.
 *
 * <p>Run by {@code scripts/jmh}, on JMH's own threads. Nothing calls them; they use the public interfaces of the other
 * modules alone.
 */
package dev.sluice.perf.jmh;
