/** Tests of {@code dev.sluice.config.change}. */
package dev.sluice.config.change;
