/** Tests of differences. */
package dev.sluice.config.difference;
