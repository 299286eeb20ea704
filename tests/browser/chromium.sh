#!/bin/sh
# Sees to a Chromium for the browser tests: QOIMA_CHROMIUM, one on the path, or Playwright's own. Where there is none,
# root on Debian gets one by apt; anyone else gets the one command to run.
set -eu
: "${PYTHON:=python3}"

if [ -n "${QOIMA_CHROMIUM:-}" ]; then
  [ -x "$QOIMA_CHROMIUM" ] && exit 0
  echo "QOIMA_CHROMIUM names no program: $QOIMA_CHROMIUM" >&2
  exit 1
fi
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
own='import os, playwright.sync_api as api
with api.sync_playwright() as play:
    raise SystemExit(not os.path.exists(play.chromium.executable_path))'
"$PYTHON" -c "$own" && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update --quiet --quiet
  exec apt-get install --yes --quiet --no-install-recommends chromium
fi
echo "The browser tests need Chromium. Run: $PYTHON -m playwright install chromium" >&2
echo "(or set QOIMA_CHROMIUM to one that you have; make test-nobrowser leaves these tests out)" >&2
exit 1
