#!/bin/sh
# Puts the font that reports are set in, and its licence, below the classes: with the system's npm,
# and only if it is not there yet.
set -eu
cd "$(dirname "$0")/../../.."
font=node_modules/@expo-google-fonts/noto-sans-tc
to=target/classes/fonts
if [ -e "$to/NotoSansTC_400Regular.ttf" ] && [ -e "$to/LICENSE.txt" ]; then
    exit
fi
mkdir -p target/fonts "$to"
cp src/main/fonts/package.json src/main/fonts/package-lock.json target/fonts/
(cd target/fonts && npm ci --prefer-offline --no-audit --no-fund --ignore-scripts)
cp "target/fonts/$font/LICENSE_FONT" "$to/LICENSE.txt"
cp "target/fonts/$font/400Regular/NotoSansTC_400Regular.ttf" "$to/"
