#!/bin/sh
# build.sh build|test: runs the script of package.json, unless nothing changed since it last went well.
set -eu
cd "$(dirname "$0")/.."
mkdir -p target

digest() {
    find "$@" -type f ! -name schema.d.ts | LC_ALL=C sort | xargs sha256sum | sha256sum
}

lock=$(digest package.json package-lock.json)
if [ "$(cat node_modules/.installed 2>/dev/null)" != "$lock" ]; then
    npm ci --prefer-offline --no-audit --no-fund --ignore-scripts
    echo "$lock" > node_modules/.installed
fi

inputs=$(digest package.json package-lock.json tsconfig.json vite.config.ts index.html src build \
    ../server/src/main/resources/openapi.yaml)
if [ "$(cat "target/$1.done" 2>/dev/null)" = "$inputs" ] && [ -e target/classes/console/index.html ]; then
    echo "console: nothing changed"
    exit
fi
npm run --silent "$1"
echo "$inputs" > "target/$1.done"
