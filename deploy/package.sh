#!/usr/bin/env bash
# Makes an archive and a Debian package of what Maven has built. Needs no root.
#
# usage: package.sh RUNTIME LIB VERSION OUT
#   RUNTIME  a Java runtime made by jlink        LIB  the directory of the libraries
#   VERSION  such as 0.1.0 or 0.1.0-SNAPSHOT     OUT  where the packages go
set -euo pipefail

runtime=$1 lib=$2 version=$3 out=$4
here=$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
house=$(dirname "$here")

# Of no package: everything in it bears one date, so that the cache fits whoever unpacked it.
date=${SOURCE_DATE_EPOCH:-$(date -u -d 2026-01-01 +%s)}

case $(uname -m) in
    x86_64) architecture=amd64 own=linux-amd64 ;;
    aarch64) architecture=arm64 own=linux-arm64v8 ;;
    *) echo "package.sh: there is no PostgreSQL for $(uname -m)" >&2; exit 1 ;;
esac

name=commonwatch-${version/-SNAPSHOT/-dev}
stage=$out/$name
rm -rf "$stage" "$out/debian"
mkdir -p "$stage/bin" "$stage/lib" "$stage/etc"

cp -a "$runtime" "$stage/runtime"
cp "$here/cwatch" "$here/run.sh" "$stage/bin/"
cp "$here/commonwatch.yaml" "$here/commonwatch.service" "$stage/etc/"
cp "$house/LICENSE" "$house/README.md" "$house/CHANGELOG.md" "$stage/"
cp -r "$house/docs" "$stage/docs"
for jar in "$lib"/*.jar; do
    case ${jar##*/} in
        embedded-postgres-binaries-"$own"-*) ;;
        embedded-postgres-binaries-*) continue ;; # for other machines
    esac
    cp "$jar" "$stage/lib/"
done
# DuckDB takes its library from where Java looks for such if it is not in its jar. Else each start would
# unpack it, and a quarter of each package be libraries for other machines.
if command -v zip >/dev/null && command -v unzip >/dev/null; then
    jar=$(echo "$stage"/lib/duckdb_jdbc-*.jar)
    unzip -q -p "$jar" "libduckdb_java.so_linux_$architecture" >"$stage/lib/libduckdb_java.so"
    zip -q -d "$jar" "libduckdb_java.so_*"
fi
chmod -R u=rwX,go=rX "$stage"
chmod 755 "$stage/bin/cwatch"
find "$stage" -exec touch --no-dereference --date "@$date" {} +

# Plays a story of so many days, and looks at everything in it; with options for Java after that.
play() (
    jdk=$stage/runtime app=$stage days=$1
    shift
    . "$stage/bin/run.sh"
    launch "$@" -- demo --check --data "$out/learn" --port 0 --days "$days" --attacks 500000
)

# The first start unpacks PostgreSQL's programs; they come with the package as they are, so that no
# other start has to. Then Java learns, from a server at work and those who ask it, what to keep read,
# linked and measured; what the check says of so short a story is of no matter.
learn() {
    rm -rf "$out/learn"
    play 14 || true
    mv "$out"/learn/server/postgres/binaries-* "$stage/postgres" || return
    rm "$stage"/lib/embedded-postgres-binaries-*.jar
    chmod -R u=rwX,go=rX "$stage/postgres"
    find "$stage/postgres" "$stage/lib" -exec touch --no-dereference --date "@$date" {} +
    play 200 "-XX:AOTCacheOutput=$stage/app.aot" || true
    [ -s "$stage/app.aot" ]
}
if ! learn >"$out/learn.log" 2>&1; then
    tail -n 40 "$out/learn.log" >&2
    exit 1
fi
rm -rf "$out/learn"
chmod 644 "$stage/app.aot"
touch --date "@$date" "$stage/app.aot" "$stage"

tar -C "$out" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$date" \
    -czf "$out/$name-linux-$architecture.tar.gz" "$name"

# What belongs into a Debian package, where Debian has it.
debian() {
    local root=$out/debian app=$out/debian/usr/lib/commonwatch doc=$out/debian/usr/share/doc/commonwatch
    mkdir -p "$app" "$doc" "$root/DEBIAN" "$root/usr/bin" "$root/etc/commonwatch" \
        "$root/usr/lib/systemd/system"
    cp -a "$stage/bin" "$stage/lib" "$stage/postgres" "$stage/runtime" "$stage/app.aot" "$app/"
    ln -s ../lib/commonwatch/bin/cwatch "$root/usr/bin/cwatch"
    cp "$here/commonwatch.yaml" "$root/etc/commonwatch/"
    cp "$here/commonwatch.service" "$root/usr/lib/systemd/system/"
    cp -r "$stage/README.md" "$stage/docs" "$doc/"
    cp "$here/debian/copyright" "$doc/"
    gzip -9n <"$house/CHANGELOG.md" >"$doc/changelog.gz"
    cp "$here/debian/"{postinst,prerm,postrm,conffiles} "$root/DEBIAN/"
    chmod 755 "$root/DEBIAN/"{postinst,prerm,postrm}
    sed -e "s/@VERSION@/${version/-SNAPSHOT/~dev}/" -e "s/@ARCHITECTURE@/$architecture/" \
        -e "s/@SIZE@/$(du -sk "$root" | cut -f1)/" "$here/debian/control" >"$root/DEBIAN/control"
    (cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) \
        >"$root/DEBIAN/md5sums"
    chmod -R u=rwX,go=rX "$root"
    find "$root" -newermt "@$date" -exec touch --no-dereference --date "@$date" {} +
    SOURCE_DATE_EPOCH=$date dpkg-deb --root-owner-group -Zgzip --build "$root" \
        "$out/commonwatch_${version/-SNAPSHOT/~dev}_$architecture.deb"
}
if command -v dpkg-deb >/dev/null; then
    debian
else
    echo "package.sh: no .deb, since there is no dpkg-deb here" >&2
fi
rm -rf "$out/debian" "$stage"
