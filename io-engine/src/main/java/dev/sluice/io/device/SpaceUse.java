package dev.sluice.io.device;

/**
 * Room that the content of a device takes, as of now; see {@link BlockDevice#spaceUse}.
 *
 * @param usedBytes allocated bytes
 * @param availableBytes bytes that could still be allocated; shared with others that live in the same place
 */
public record SpaceUse(long usedBytes, long availableBytes) {}
