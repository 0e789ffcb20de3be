package dev.sluice.io.device;

/**
 * How much room the content of a device takes, as of now; see {@link BlockDevice#spaceUse}.
 *
 * @param usedBytes what is allocated
 * @param availableBytes what could still be; shared with others that live in the same place
 */
public record SpaceUse(long usedBytes, long availableBytes) {}
