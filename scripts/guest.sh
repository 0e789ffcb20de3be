# Functions to run a job in the QEMU guest, for checks that serve it a disk. To be sourced by bash, after lib.sh and server.sh.
# The check has a directory $scratch, and a function act that does what the guest asks for and may print a word about it.
# shellcheck shell=bash

machine=''

# do_in_guest JOB SECONDS: boots, does the job scripts/guest/JOB with the settings in $scratch/settings, and prints its steps.
# On failure says why and what the guest said; the machine is gone in any case.
do_in_guest() {
    local job=$1 seconds=$2 guest line wish result=
    guest=$("$ROOT/scripts/guest/build-image") || return 1
    # shellcheck disable=SC2154
    cp "$ROOT/scripts/guest/$job" "$scratch/run"
    tar -cf "$scratch/job.tar" -C "$ROOT/scripts/guest" steps -C "$scratch" run settings
    truncate -s %1M "$scratch/job.tar"
    mkfifo "$scratch/to" "$scratch/from"
    timeout --kill-after=10 "$seconds" qemu-system-x86_64 -accel tcg -m 768 -smp 2 -nodefaults -nographic -no-reboot -nic user,model=virtio-net-pci \
        -kernel "$guest/vmlinuz" -initrd "$guest/initrd" \
        -append "root=/dev/vda rw console=ttyS0 quiet panic=-1 init=/sbin/sluice-guest" \
        -drive "file=$guest/root.ext4,format=raw,if=virtio,snapshot=on" \
        -drive "file=$scratch/job.tar,format=raw,if=virtio,readonly=on" \
        -monitor none -serial stdio <"$scratch/to" >"$scratch/from" 2>"$scratch/qemu" &
    machine=$!
    exec 3>"$scratch/to" 4<"$scratch/from"
    while IFS= read -r line <&4; do
        line=${line%$'\r'}
        echo "$line" >>"$scratch/console"
        case $line in
            *SLUICE-OK*) echo "ok: ${line##*SLUICE-OK }" ;;
            *SLUICE-ASK*)
                wish=${line##*SLUICE-ASK }
                act "$wish" >"$scratch/said" || { result="the host could not do '$wish'" && break; }
                echo "$wish $(cat "$scratch/said")" >&3
                ;;
            *SLUICE-FAILED*) result=${line##*SLUICE-FAILED } ;;
            *SLUICE-END*)
                [[ $line == *"SLUICE-END 0" ]] && result=passed
                break
                ;;
        esac
    done
    exec 3>&- 4<&-
    stop_guest
    [[ $result == passed ]] && return 0
    echo "FAILED: ${result:-the guest ended, or took more than $seconds s: $(cat "$scratch/qemu")}" >&2
    echo "--- the guest:" >&2
    tail -n 60 "$scratch/console" >&2
    return 1
}

# Ends the machine, if there is one: timeout hands SIGTERM on to it, and would leave it behind on SIGKILL.
stop_guest() {
    [[ -z $machine ]] || { kill -TERM "$machine" && wait "$machine"; } 2>/dev/null || true
    machine=''
}

# no_errors_in LOG...: fails, and prints them, where a server's log has errors.
no_errors_in() {
    ! grep -E 'ERROR|internal error|Exception' "$@" >&2
}
