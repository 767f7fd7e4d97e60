#!/bin/sh
# Starts Podlab in a container.
set -eu

# In version 2 a cgroup that holds processes cannot hand its controllers down, and this container's processes are all in
# its topmost one: they move aside, so that nodes can limit what their Pods use.
top=/sys/fs/cgroup
if [ -f "$top/cgroup.controllers" ]; then
  mkdir -p "$top/podlab-itself"
  while read -r process; do
    echo "$process" > "$top/podlab-itself/cgroup.procs" || true
  done < "$top/cgroup.procs"
  sed 's/[^ ][^ ]*/+&/g' "$top/cgroup.controllers" > "$top/cgroup.subtree_control"
fi

exec java --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx256m -jar /opt/podlab/podlab.jar \
  "--podlab.home=$PODLAB_HOME" --server.address=0.0.0.0 "$@"
