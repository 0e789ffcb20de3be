/** The I/O engine. */
package dev.sluice.io;
