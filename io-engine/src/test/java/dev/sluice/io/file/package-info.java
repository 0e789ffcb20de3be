/** Tests of small files that outlive crashes. */
package dev.sluice.io.file;
