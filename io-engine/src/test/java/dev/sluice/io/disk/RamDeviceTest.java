package dev.sluice.io.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.open.Devices;

class RamDeviceTest extends BlockDeviceContract {
    @Override
    BlockDevice open() throws DeviceOpenException {
        return Devices.open(new DeviceSpec.Ram(SIZE, null));
    }
}
