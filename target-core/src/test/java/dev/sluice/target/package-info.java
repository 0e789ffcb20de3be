/**
 * Tests of the whole server: started in this process, used over TCP by the test initiator.
 *
 * <p>They know the server by its settings and by what an initiator sees, and by nothing between.
 */
package dev.sluice.target;
