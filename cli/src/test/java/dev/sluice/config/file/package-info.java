/** Tests of configurations as files. */
package dev.sluice.config.file;
