/** Tests of {@code dev.sluice.config.attribute}. */
package dev.sluice.config.attribute;
