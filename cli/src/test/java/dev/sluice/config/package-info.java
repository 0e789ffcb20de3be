/** Tests of configurations as values. */
package dev.sluice.config;
