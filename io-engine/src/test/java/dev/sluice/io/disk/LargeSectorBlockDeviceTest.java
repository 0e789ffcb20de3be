package dev.sluice.io.disk;

/** A block device that takes nothing smaller than 4,096 bytes: requests for 512 are read, modified and written. */
class LargeSectorBlockDeviceTest extends LoopBlockDeviceTest {
    @Override
    int sectorBytes() {
        return 4096;
    }
}
