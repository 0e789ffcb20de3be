/**
 * The system calls that Java lacks, through java.lang.foreign.
 *
 * <p>Called by devices, loops and sockets; mostly before the fast path begins. It knows Linux, and nothing of Sluice.
 */
package dev.sluice.io.sys;
