"""The private configuration with which a Janus of our own is started: one plugin, one door, no demo rooms (pure)."""

import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

PROGRAM, PLUGIN, DOOR = "janus", "libjanus_videoroom.so", "libjanus_websockets.so"
PORT = 8188
PLACES = ("lib/*/janus", "lib/janus", "lib64/janus")  # of its modules, beside the folder that the program is in

GENERAL = """
general: {{
  configs_folder = "{folder}"
  plugins_folder = "{folder}/plugins"
  transports_folder = "{folder}/transports"
  events_folder = "{folder}/none"
  loggers_folder = "{folder}/none"
  log_to_stdout = false
  log_to_file = "{folder}/log"
  debug_level = 2
  debug_colors = false
  debug_timestamps = true
  api_secret = "{secret}"
  hide_dependencies = true
  server_name = "advisory"
}}
media: {{ {ports} }}
nat: {{
  ignore_mdns = true
  ice_ignore_list = "vmnet"
  {address}
}}
"""
TRANSPORT = """
general: {{
  json = "compact"
  ws = true
  ws_ip = "{host}"
  ws_port = {port}
  wss = false
  ws_logging = "none"
}}
admin: {{ admin_ws = false }}
"""
ROOMS = """
general: {{
  admin_key = "{secret}"
  lock_rtp_forward = true
  string_ids = true
  events = false
}}
"""


@dataclass(frozen=True)
class Door:
    """Where a Janus listens for us, the secret that opens it, and how browsers reach it."""

    host: str
    port: int
    secret: str
    address: str = ""  # the one that browsers see, where it is not the machine's own
    ports: str = ""  # a range, as "20000-20200"


def program():
    """The Janus program of this machine with the folder of its modules, or nothing."""
    found = shutil.which(PROGRAM)
    if found is None:
        return None
    prefix = Path(found).resolve().parent.parent
    modules = [place for pattern in PLACES for place in prefix.glob(pattern) if (place / "plugins" / PLUGIN).exists()]
    return (found, modules[0]) if modules else None


def command(found, folder, door):
    """Write the configuration anew into a folder that its owner alone may read; give the command that runs it."""
    program, modules = found
    shutil.rmtree(folder, ignore_errors=True)
    for name, module in (("plugins", PLUGIN), ("transports", DOOR), ("none", "")):
        (folder / name).mkdir(mode=0o700, parents=True)
        if module:
            (folder / name / module).symlink_to(modules / name / module)
    folder.chmod(0o700)
    ports = f'rtp_port_range = "{door.ports}"' if door.ports else ""
    address = f'nat_1_1_mapping = "{door.address}"' if door.address else ""
    told = {"folder": folder, "host": door.host, "port": door.port, "secret": door.secret}
    for name, text in (("", GENERAL), (".transport.websockets", TRANSPORT), (".plugin.videoroom", ROOMS)):
        file = folder / f"janus{name}.jcfg"
        file.touch(mode=0o600)
        file.write_text(text.format(**told, ports=ports, address=address).lstrip())
    return [program, "-F", str(folder), "-C", str(folder / "janus.jcfg")]


def free_port():
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
