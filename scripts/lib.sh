# What the scripts share: where the JDK, Maven and the built distribution are. To be sourced by bash.
# shellcheck shell=bash

REQUIRED_JAVA=25
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

die() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 1
}

# Prints the feature version of the JDK in directory $1, 0 where there is none.
jdk_version() {
    local version=
    if [ -x "$1/bin/javac" ]; then
        version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    fi
    printf '%s' "${version:-0}"
}

# Exports JAVA_HOME: SLUICE_JAVA_HOME, the JAVA_HOME that is there, one in /usr/lib/jvm, the javac on the PATH.
find_jdk() {
    local candidate on_path
    on_path=$(command -v javac || true)
    for candidate in "${SLUICE_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* \
        "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}"; do
        if [ -n "$candidate" ] && [ "$(jdk_version "$candidate")" -ge "$REQUIRED_JAVA" ]; then
            export JAVA_HOME=$candidate
            return
        fi
    done
    die "no JDK $REQUIRED_JAVA or newer was found (SLUICE_JAVA_HOME, JAVA_HOME, /usr/lib/jvm, PATH).
Install one, for example Eclipse Temurin (package temurin-$REQUIRED_JAVA-jdk from https://adoptium.net), or set JAVA_HOME to it."
}

find_maven() {
    command -v mvn >/dev/null || die "Maven was not found: apt-get install maven"
    # Maven's own libraries: without these flags a new JDK warns about them on every run.
    export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}

project_version() {
    sed -n '0,/<version>/s:.*<version>\(.*\)</version>.*:\1:p' "$ROOT/pom.xml"
}

# Prints where the distribution is, or will be.
distribution() {
    printf '%s/cli/target/sluice-%s' "$ROOT" "$(project_version)"
}

# True if the distribution is there and no source is newer.
is_built() {
    local dist
    dist=$(distribution)
    [ -x "$dist/bin/sluice" ] && [ -f "$dist.tar.gz" ] || return 1
    [ -z "$(find "$ROOT/pom.xml" "$ROOT"/*/pom.xml "$ROOT"/{io-engine,target-core,cli}/src/main \
        "$ROOT/cli/src/assembly" "$ROOT/scripts/systemd" -newer "$dist.tar.gz" -print -quit)" ]
}

# Builds the distribution, without tests, unless it is there.
build_if_needed() {
    find_jdk
    is_built && return
    find_maven
    printf 'Building Sluice (some minutes the first time, while Maven fetches libraries) …\n' >&2
    (cd "$ROOT" && mvn -q -B -ntp -Dstyle.color=never -DskipTests -pl cli -am package) >&2 || die "the build failed: see above"
    # What was built is as new as the sources that it was built from, whatever Maven found worth writing again.
    touch "$(distribution).tar.gz"
}

# Sets jar to the jar of the module perf, built without tests unless it is there and no source is newer.
find_perf() {
    find_jdk
    jar=$ROOT/perf/target/perf-$(project_version).jar
    if [ -f "$jar" ] && [ -z "$(find "$ROOT"/perf/src/main "$ROOT"/perf/pom.xml -newer "$jar" -print -quit)" ]; then
        return 0
    fi
    find_maven
    printf 'Building the load generator …\n' >&2
    (cd "$ROOT" && mvn -q -B -ntp -Dstyle.color=never -DskipTests -pl perf -am package) >&2 || die "the build failed: see above"
    touch "$jar"
}

# Prints the time that is in everything built, in seconds since 1970, so that building twice makes the same.
build_time() {
    date -d "$(sed -n 's:.*<project.build.outputTimestamp>\(.*\)</.*:\1:p' "$ROOT/pom.xml")" +%s
}
