/**
 * The configuration of LIO, the target of the Linux kernel, as targetcli and rtslib save it: {@code saveconfig.json}.
 *
 * <p>Called by the commands {@code import lio} and {@code export lio}, on any one thread. Reads and makes JSON trees; knows no kernel.
 */
package dev.sluice.migrate.lio;
