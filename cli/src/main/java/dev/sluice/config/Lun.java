package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A logical unit as a portal group has it.
 *
 * @param lun its number, 0 to 16,383
 * @param backstore the {@link Backstore#id} of what it lies on
 */
@JsonPropertyOrder({"lun", "backstore"})
public record Lun(int lun, String backstore) {}
