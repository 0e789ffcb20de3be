package dev.sluice.config;

/**
 * A logical unit as a portal group has it.
 *
 * @param lun its number, 0 to 16,383
 * @param backstore the {@link Backstore#id} of its backstore
 */
public record Lun(int lun, String backstore) {}
