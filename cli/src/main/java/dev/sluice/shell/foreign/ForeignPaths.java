package dev.sluice.shell.foreign;

import java.util.Map;

/** Steps of targetcli's paths that this tree lacks, with their counterparts. */
public final class ForeignPaths {
    private static final String FABRIC = "iSCSI is the only fabric; its targets are in /iscsi";

    private static final Map<String, String> STEPS = Map.ofEntries(
            Map.entry(
                    "user:rbd",
                    "map the image with 'rbd map IMAGE', then write /backstores/block create NAME /dev/rbd0"),
            Map.entry("user:glfs", "mount the volume, then write /backstores/fileio create NAME FILE"),
            Map.entry(
                    "user:qcow",
                    "make a raw image with 'qemu-img convert -O raw', then write /backstores/fileio create NAME FILE"),
            Map.entry("user:fbo", "write /backstores/fileio create NAME FILE, then set attribute cd=1"),
            Map.entry("user:file", "write /backstores/fileio create NAME FILE"),
            Map.entry("user:zbc", "emulated zoned disks are not supported"),
            Map.entry("iblock", "its name here is /backstores/block"),
            Map.entry("rd_mcp", "its name here is /backstores/ramdisk"),
            Map.entry("rd_dr", "its name here is /backstores/ramdisk"),
            Map.entry(
                    "alua",
                    "portal groups have the access states: /iscsi/IQN/tpg2 set attribute alua_access_state=standby"),
            Map.entry("statistics", "'sessions detail' and 'info' of a session show counters"),
            Map.entry("loopback", FABRIC),
            Map.entry("vhost", FABRIC),
            Map.entry("qla2xxx", FABRIC),
            Map.entry("tcm_fc", FABRIC),
            Map.entry("ib_srpt", FABRIC),
            Map.entry("srpt", FABRIC),
            Map.entry("sbp", FABRIC),
            Map.entry("usb_gadget", FABRIC),
            Map.entry("xen-pvscsi", FABRIC),
            Map.entry("xen_pvscsi", FABRIC));

    private ForeignPaths() {}

    /** Returns the counterpart of a step, or null if there is none. */
    public static String step(String step) {
        String known = STEPS.get(step);
        if (known == null && step.startsWith("user:")) {
            return "handlers of tcmu are not supported: map the volume as a device, then write /backstores/block create NAME DEVICE";
        }
        return known == null && step.startsWith("@") ? ForeignCommands.command("bookmarks") : known;
    }
}
