#!/bin/sh
# Bundle the third-party browser libraries into the folder named by the first argument.
# Does nothing when the bundles are newer than what they are made from, so repeated builds stay quick.
set -eu
out=$1
here=$(cd "$(dirname "$0")" && pwd)
command -v npm >/dev/null || { echo "npm is missing: install it with 'apt-get install nodejs npm' and build again" >&2; exit 1; }

fresh() {
  [ -f "$out/terminal.js" ] || return 1
  for source in "$here"/package.json "$here"/package-lock.json "$here"/*.js "$here"/*.css "$here"/bundle.sh; do
    [ "$source" -nt "$out/terminal.js" ] && return 1
  done
  return 0
}
fresh && exit 0

work=$out/../frontend-build
mkdir -p "$work" "$out"
cp "$here"/package.json "$here"/package-lock.json "$here"/*.js "$here"/*.css "$work"/
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
./node_modules/.bin/esbuild terminal.css --bundle --minify --outfile="$out/terminal.css" --log-level=warning
./node_modules/.bin/esbuild terminal.js --bundle --minify --format=esm --target=es2022 --outfile="$out/terminal.js" --log-level=warning
