#!/bin/sh
# Runs $KENSE_PROGRAM as a user without any rights, for whom Chromium's own sandbox works.
exec setpriv --reuid=65534 --regid=65534 --clear-groups "$KENSE_PROGRAM" "$@"
