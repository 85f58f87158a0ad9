
# The office's papers belong to the computer: one folder for the accounts of the group kense. It stays when the program is removed.
if ! getent group kense > /dev/null 2>&1; then
    groupadd --system kense || true
fi
if getent group kense > /dev/null 2>&1; then
    mkdir -p /var/lib/kense
    chown root:kense /var/lib/kense
    # setgid: what one account makes there belongs to the group.
    chmod 2770 /var/lib/kense
fi
