# Functions to start a server for a check and to end it. To be sourced by bash, after lib.sh.
# shellcheck shell=bash

# A TCP port of 127.0.0.1 where nobody listens.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        if ! (: </dev/tcp/127.0.0.1/"$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
}

# wait_for_port PORT PID LOG: until PORT accepts; fails with the log where the process ends or 20 s pass.
wait_for_port() {
    local port=$1 pid=$2 log=$3 tries
    for ((tries = 0; tries < 200; tries++)); do
        if (: </dev/tcp/127.0.0.1/"$port") 2>/dev/null; then
            return 0
        fi
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    echo "The server does not listen on 127.0.0.1:$port. Its log, $log:" >&2
    tail -n 30 "$log" >&2
    return 1
}

# stop_process PID [SECONDS]: SIGTERM, and SIGKILL with a complaint where that does not end it in time. Returns its
# exit status.
stop_process() {
    local pid=$1 tries=$((${2:-15} * 10))
    kill -TERM "$pid" 2>/dev/null || return 0
    while ((tries-- > 0)); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    if kill -KILL "$pid" 2>/dev/null; then
        echo "Process $pid did not end on SIGTERM." >&2
        return 1
    fi
    wait "$pid"
}

# need COMMAND PACKAGE ...: ends the script where a command is missing, and names the Debian packages.
need() {
    local missing=()
    while (($#)); do
        command -v "$1" >/dev/null || missing+=("$2")
        shift 2
    done
    ((${#missing[@]} == 0)) || die "these Debian packages are missing: apt-get install ${missing[*]}"
}
