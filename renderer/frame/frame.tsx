import { Outlet, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { RegisterBar } from '../register/register-bar.tsx';
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
  const toggleHelp = () => setHelpOpen((open) => !open);
  const startPaper = () => void navigate({ to: '/new' });
  const showJournal = () => void navigate({ to: '/papers' });
  const goToSearch = () => search.current?.select();
  useKeys({ F1: toggleHelp, F2: startPaper, F3: showJournal, 'Ctrl+K': goToSearch });
  return (
    <div className={classes.frame}>
      <TopBar searchRef={search} onHelp={() => setHelpOpen(true)} />
      <Rail />
      <main className={classes.work}>
        <Outlet />
      </main>
      <RegisterBar />
      <StatusLine />
      {helpOpen && <Help onClose={() => setHelpOpen(false)} />}
    </div>
  );
}
