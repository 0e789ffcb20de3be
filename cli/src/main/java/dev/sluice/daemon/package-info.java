/**
 * The daemon: owns the configuration, carries changes of it out on a running server, all or nothing, and keeps what was acknowledged.
 *
 * <p>Changes are made by one thread at a time, whichever asks; what is only read is read without waiting. Knows configurations, the API that
 * it answers, and the server; knows nothing of command lines.
 */
package dev.sluice.daemon;
