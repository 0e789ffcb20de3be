/**
 * I/O by threads of their own: for devices that block, and for machines with cores to spare.
 *
 * <p>Loops use a device through a {@link dev.sluice.io.worker.WorkerPool} as they would use it themselves. Requests go to a worker
 * and come back through single-producer rings; on the worker, the very channel does the I/O that the loop would have used. It
 * knows devices by their interface alone.
 */
package dev.sluice.io.worker;
