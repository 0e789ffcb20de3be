package dev.sluice.shell.foreign;

import java.util.Map;

/** Steps of targetcli's paths that this tree lacks, with their counterparts. */
public final class ForeignPaths {
    private static final String FABRIC = "iSCSI is the only fabric here: targets are in /iscsi";

    private static final Map<String, String> STEPS = Map.ofEntries(
            Map.entry("user:rbd", "map the image by 'rbd map IMAGE', then /backstores/block create NAME /dev/rbd0"),
            Map.entry("user:glfs", "mount the volume, then /backstores/fileio create NAME FILE"),
            Map.entry(
                    "user:qcow",
                    "make a raw image of it by 'qemu-img convert -O raw', then /backstores/fileio create NAME FILE"),
            Map.entry("user:fbo", "/backstores/fileio create NAME FILE, then set attribute cd=1"),
            Map.entry("user:file", "/backstores/fileio create NAME FILE"),
            Map.entry("user:zbc", "zoned disks are not made of files here"),
            Map.entry("iblock", "it is called /backstores/block"),
            Map.entry("rd_mcp", "it is called /backstores/ramdisk"),
            Map.entry("rd_dr", "it is called /backstores/ramdisk"),
            Map.entry(
                    "alua",
                    "access states are those of portal groups: /iscsi/IQN/tpg2 set attribute alua_access_state=standby"),
            Map.entry("statistics", "'sessions detail' and 'info' of a session have counters"),
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
            return "what a handler of tcmu reads has to be mapped as a device: then /backstores/block create NAME DEVICE";
        }
        return known == null && step.startsWith("@") ? ForeignCommands.command("bookmarks") : known;
    }
}
