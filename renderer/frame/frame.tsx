import { Outlet, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { office } from '../client/connection.ts';
import { useToday } from '../clock.ts';
import { Reminder } from '../control/reminder.tsx';
import { keeper, useKeptDrafts } from '../intake/use-drafts.ts';
import { ChoosePerson } from '../people/choose-person.tsx';
import { useSession } from '../people/session.ts';
import { RegisterBar } from '../register/register-bar.tsx';
import { Notices } from '../safety/notices.tsx';
import { typeInto } from '../scanner/type-into.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import { useDirectory } from '../state/directory.tsx';
import classes from './frame.module.css';
import { Help } from './help.tsx';
import { Rail } from './rail.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';
import { useKeys } from './use-keys.ts';

/** Types a text into the search, as if the clerk had. */
function searchFor(box: HTMLInputElement | null, text: string): void {
  if (!box) return;
  box.focus();
  typeInto(box, text);
}

/** What stands around every screen: bar, rail, status line, and the keys that work everywhere. */
export function Frame() {
  const navigate = useNavigate();
  const search = useRef<HTMLInputElement>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const toggleHelp = () => setHelpOpen((open) => !open);
  const today = useToday(useDirectory().directory.body.zone);
  const startPaper = () => {
    keeper.startAnew(today);
    void navigate({ to: '/new' });
  };
  const showJournal = () => void navigate({ to: '/papers' });
  const showControl = () => void navigate({ to: '/control' });
  const goToSearch = () => search.current?.select();
  const isAsked = useSession()?.asked === true;
  const [choosing, setChoosing] = useState(false);
  const changePerson = () => {
    // What is begun stays where it is, beneath the sign-in.
    if (isAsked) void office.session.lock().catch(() => undefined);
    else setChoosing(true);
  };
  useKeptDrafts();
  useScanner((text) => searchFor(search.current, text));
  useKeys({ F1: toggleHelp, F2: startPaper, F3: showJournal, F6: showControl, 'Ctrl+K': goToSearch, F9: changePerson });
  return (
    <div className={classes.frame}>
      <TopBar searchRef={search} onHelp={() => setHelpOpen(true)} onChangePerson={changePerson} />
      <div className={classes.notices}>
        <Notices />
        <Reminder />
      </div>
      <Rail />
      <main className={classes.work}>
        <Outlet />
      </main>
      <RegisterBar />
      <StatusLine />
      {choosing && <ChoosePerson onClose={() => setChoosing(false)} />}
      {helpOpen && <Help onClose={() => setHelpOpen(false)} />}
    </div>
  );
}
