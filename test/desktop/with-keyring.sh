#!/bin/sh
# Runs $KENSE_PROGRAM in a session of its own with an unlocked keyring, as a desktop gives it to a signed-in user.
if [ "${KENSE_SESSION:-}" = "" ]; then
  KENSE_SESSION=own exec dbus-run-session -- "$0" "$@"
fi
printf 'keyring password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
# The daemon answers a little after it has been started; a program that asks before that believes there is no keyring.
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
  string:org.freedesktop.secrets 2>/dev/null | grep -q 'boolean true'; do :; done
exec "$KENSE_PROGRAM" "$@"
