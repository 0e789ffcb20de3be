/** Messages of a service to systemd: ready, status, alive, stopping (sd_notify(3)).
 *
 * <p>Called by the daemon, on its own thread, while it starts and ends; the watchdog has a thread of its own. Without systemd
 * every call is a no-op. It does not know what the service is.
 */
package dev.sluice.systemd;
