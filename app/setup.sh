# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by app/run and tests/run: the packages Basin is built with, and the build itself.

readonly basin_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
basin_packages=(
    cmake ninja-build g++
    qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev
    libeigen3-dev libopenblas-dev liblapacke-dev libnlopt-dev libhwy-dev zlib1g-dev libgif-dev
    nlohmann-json3-dev libcli11-dev
    fonts-dejavu-core
)
# What the tests need besides; tests/run installs both.
readonly basin_test_packages=(
    libbenchmark-dev librapidcheck-dev valgrind python3-scipy python3-matplotlib librsvg2-bin poppler-utils
)
# What the continuous integration checks with.
readonly basin_check_packages=(clang clang-format clang-tidy)

say() { printf '%s\n' "$*" >&2; }

# Debian, and what calls itself like it.
is_debian() {
    local ID='' ID_LIKE=''
    [ -r /etc/os-release ] && . /etc/os-release
    [[ " $ID $ID_LIKE " == *' debian '* ]]
}

# missing_packages PACKAGE...
missing_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || printf '%s\n' "$package"
    done
}

# ensure_packages PACKAGE...: installs what is missing; needs no network and no rights when nothing is.
ensure_packages() {
    if ! is_debian; then
        say "This is not Debian. Basin needs what Debian 12 calls: $*"
        return
    fi
    local missing=() as_root=()
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "Missing packages, and neither root nor sudo to install them: ${missing[*]}"
            return
        fi
        as_root=(sudo)
    fi
    say "Installing: ${missing[*]}"
    "${as_root[@]}" apt-get update -q >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
}

# configure_preset PRESET [OPTION...]: into build/PRESET, when needed. Warnings are errors where BASIN_WERROR is ON.
configure_preset() { (cd "$basin_root" && cmake --preset "$@" "-DBASIN_WERROR=${BASIN_WERROR:-OFF}") >&2; }

# build_preset PRESET [TARGET...]: builds what is configured in build/PRESET.
build_preset() {
    local preset=$1
    shift
    (cd "$basin_root" && cmake --build --preset "$preset" ${1:+--target "$@"}) >&2
}
