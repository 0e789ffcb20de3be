"""The servers that are compared: each is started on one core, with a RAM disk and a file with O_DIRECT."""
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import time

NAME = "iqn.2026-01.dev.sluice:bench"


def need(command, package):
    if not shutil.which(command):
        raise SystemExit(f"bench: {command} was not found: apt-get install {package}")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def make_disk(path, mebibytes):
    """A file with every block written, so that no server pays for its allocation."""
    with open(path, "wb") as f:
        for _ in range(mebibytes):
            f.write(os.urandom(1 << 20))
        os.fsync(f.fileno())


class Server:
    """A running server. Subclasses start it; luns has the LUN of each kind of disk."""
    luns = {"ram": 0, "file": 1}

    def __init__(self, name, bench):
        self.name, self.bench, self.port = name, bench, free_port()
        self.directory = os.path.join(bench.scratch, name)
        self.log = os.path.join(bench.out, name + ".log")
        os.makedirs(self.directory)
        self.file = os.path.join(self.directory, "disk.img")
        if "file" in self.luns:
            make_disk(self.file, bench.mebibytes)
        self.process = None
        try:
            self.start()
            self.wait()
            self.configure()
        except BaseException:
            self.stop()
            raise

    def run(self, *command, env=None):
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(["taskset", "-c", str(self.bench.server_core), *map(str, command)],
                                            stdout=log, stderr=log, env={**os.environ, **(env or {})})

    def wait(self):
        for _ in range(1200):
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"bench: {self.name} does not listen. Its log, {self.log}:\n" + open(self.log).read()[-2000:])

    def configure(self):
        """After it listens."""

    def url(self, disk):
        return f"iscsi://127.0.0.1:{self.port}/{NAME}/{self.luns[disk]}"

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_bytes(self):
        with open(f"/proc/{self.process.pid}/status") as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) * 1024

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:  # tgtd does not end while it has targets
                self.process.kill()
                self.process.wait()


class Sluice(Server):
    def start(self):
        self.run(self.bench.distribution + "/bin/sluice", "serve", "--listen", f"127.0.0.1:{self.port}", "--cores", 1,
                 "--target-name", NAME, "--max-sessions", self.bench.most_sessions * 10 // 9,
                 "--disk", f"ram:{self.bench.mebibytes}M", "--disk", self.file,
                 env={"SLUICE_JAVA_OPTS": "-Xmx8g"} if self.bench.most_sessions > 512 else None)  # heap of 4,096 sessions


class Tgt(Server):
    luns = {"ram": 1, "file": 2}  # LUN 0 is its controller

    def start(self):
        need("tgtd", "tgt")
        self.memory = os.path.join(self.bench.memory, "tgt.img")
        make_disk(self.memory, self.bench.mebibytes)
        self.control = str(random.randint(1000, 30000))
        self.run("tgtd", "-f", "-C", self.control, "--iscsi", f"portal=127.0.0.1:{self.port}")

    def admin(self, *arguments):
        subprocess.run(["tgtadm", "-C", self.control, "--lld", "iscsi", *arguments], check=True)

    def configure(self):
        self.admin("--op", "new", "--mode", "target", "--tid", "1", "-T", NAME)
        self.admin("--op", "new", "--mode", "logicalunit", "--tid", "1", "--lun", "1", "-b", self.memory)
        self.admin("--op", "new", "--mode", "logicalunit", "--tid", "1", "--lun", "2", "-b", self.file,
                   "--bsoflags", "direct")
        self.admin("--op", "bind", "--mode", "target", "--tid", "1", "-I", "ALL")


class Istgt(Server):
    def start(self):
        need("istgt", "istgt")
        memory = os.path.join(self.bench.memory, "istgt.img")
        make_disk(memory, self.bench.mebibytes)
        name, conf = NAME.split(":")[1], os.path.join(self.directory, "istgt.conf")
        with open(conf, "w") as f:
            f.write(f"""[Global]
  NodeBase "{NAME.split(':')[0]}"
  PidFile {self.directory}/pid
  AuthFile {self.directory}/auth
  LogFacility "local7"
  MaxSessions 64
  MaxConnections 4
[PortalGroup1]
  Portal DA1 127.0.0.1:{self.port}
[InitiatorGroup1]
  InitiatorName "ALL"
  Netmask 127.0.0.1
[LogicalUnit1]
  TargetName {name}
  Mapping PortalGroup1 InitiatorGroup1
  AuthMethod None
  UnitType Disk
  QueueDepth 64
  LUN0 Storage {memory} Auto
  LUN1 Storage {self.file} Auto
""")
        open(os.path.join(self.directory, "auth"), "w").close()
        self.run("istgt", "-D", "-c", conf)


class Spdk(Server):
    def start(self):
        path = self.bench.spdk
        if not os.access(path, os.X_OK):
            raise SystemExit(f"bench: {path} is not a program: spdk=PATH names SPDK's iscsi_tgt")
        conf = os.path.join(self.directory, "spdk.json")
        blocks = self.bench.mebibytes * 2048
        steps = {
            "bdev": [("bdev_malloc_create", {"name": "ram", "num_blocks": blocks, "block_size": 512}),
                     ("bdev_aio_create", {"name": "file", "filename": self.file, "block_size": 512})],
            "iscsi": [("iscsi_create_portal_group",
                       {"tag": 1, "portals": [{"host": "127.0.0.1", "port": str(self.port)}]}),
                      ("iscsi_create_initiator_group", {"tag": 1, "initiators": ["ANY"], "netmasks": ["127.0.0.1/32"]}),
                      ("iscsi_create_target_node",
                       {"name": NAME, "alias_name": "bench", "disable_chap": True, "queue_depth": 128,
                        "luns": [{"bdev_name": "ram", "lun_id": 0}, {"bdev_name": "file", "lun_id": 1}],
                        "pg_ig_maps": [{"pg_tag": 1, "ig_tag": 1}]})]}
        with open(conf, "w") as f:
            json.dump({"subsystems": [{"subsystem": s, "config": [{"method": m, "params": p} for m, p in c]}
                                      for s, c in steps.items()]}, f)
        self.run(path, "-m", hex(1 << self.bench.server_core), "-c", conf, "--no-huge", "-s",
                 self.bench.mebibytes + 1024, "-r", self.directory + "/rpc.sock")


class Floor(Server):
    """The C program scripts/floor.c, which has no disk."""
    luns = {"ram": 0}

    def start(self):
        need("gcc", "gcc libc6-dev")
        program = os.path.join(self.directory, "floor")
        subprocess.run(["gcc", "-O2", "-Wall", "-o", program, os.path.join(self.bench.scripts, "floor.c")], check=True)
        self.run(program, self.port)


KINDS = {"sluice": Sluice, "tgt": Tgt, "istgt": Istgt, "spdk": Spdk, "floor": Floor}
