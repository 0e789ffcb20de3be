package dev.sluice.io.device;

class RamDeviceTest extends BlockDeviceContract {
    @Override
    BlockDevice open() throws DeviceOpenException {
        return Devices.open(new DeviceSpec.Ram(SIZE, null));
    }
}
