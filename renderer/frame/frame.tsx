import { Outlet, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useCovered } from './covered.ts';
import classes from './frame.module.css';
import { Help } from './help.tsx';
import { Rail } from './rail.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';
import { useKeys } from './use-keys.ts';

/** What stands around every screen: bar, rail, status line, and the keys that work everywhere. */
export function Frame() {
  const navigate = useNavigate();
  const search = useRef<HTMLInputElement>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const covered = useCovered();
  const whenFree = (action: () => void) => () => {
    if (!covered) action();
  };
  useKeys({
    F1: whenFree(() => setHelpOpen((open) => !open)),
    F2: whenFree(() => void navigate({ to: '/new' })),
    F3: whenFree(() => void navigate({ to: '/papers' })),
    'Ctrl+K': whenFree(() => search.current?.select()),
  });
  return (
    <div className={classes.frame}>
      <TopBar searchRef={search} onHelp={() => setHelpOpen(true)} />
      <Rail />
      <main className={classes.work}>
        <Outlet />
      </main>
      <StatusLine />
      {helpOpen && <Help onClose={() => setHelpOpen(false)} />}
    </div>
  );
}
