#!/bin/sh
# Runs $KENSE_PROGRAM in a session of its own with an unlocked keyring, as a desktop gives it to a signed-in user.
if [ "${KENSE_SESSION:-}" = "" ]; then
  KENSE_SESSION=own exec dbus-run-session -- "$0" "$@"
fi
printf 'keyring password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
exec "$KENSE_PROGRAM" "$@"
