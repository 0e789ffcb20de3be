/**
 * The Linux calls that Java lacks, made through java.lang.foreign, and nothing else.
 *
 * <p>Called by loops, devices and sockets, mostly while they open and close; any thread, unless a method says otherwise. Failures
 * are typed: {@link dev.sluice.io.sys.Errno}. It knows the kernel's numbers and structures, and nothing of what they are used
 * for.
 */
package dev.sluice.io.sys;
