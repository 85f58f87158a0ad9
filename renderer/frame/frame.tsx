import { Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { office, useConnection } from '../client/connection.ts';
import { useToday } from '../clock.ts';
import { closeListToSend } from '../inputs/open-list.ts';
import { KeptDrafts, keeper } from '../intake/use-drafts.ts';
import { askFor } from '../intake/use-intake.ts';
import { ChoosePerson } from '../people/choose-person.tsx';
import { useSession } from '../people/session.ts';
import { useMay } from '../people/use-may.ts';
import { RegisterBar } from '../register/register-bar.tsx';
import { Notices } from '../safety/notices.tsx';
import { typeInto } from '../scanner/type-into.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import { useDirectory } from '../state/directory.tsx';
import { UnprintedNotice } from '../talon/unprinted-notice.tsx';
import classes from './frame.module.css';
import { Help } from './help.tsx';
import { Rail } from './rail.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';
import { isDialogOpen, useKeys } from './use-keys.ts';

/** Types a text into the search, as if the clerk had. */
function searchFor(box: HTMLInputElement | null, text: string): void {
  if (!box) return;
  box.focus();
  typeInto(box, text);
}

/** A screen does not change beneath an open dialog. */
const beneathNoDialog = (task: () => void) => () => {
  if (!isDialogOpen()) task();
};

/** Before any list on the page hears of the key. */
function useListsClosedToSend(): void {
  useEffect(() => {
    window.addEventListener('keydown', closeListToSend, { capture: true });
    return () => window.removeEventListener('keydown', closeListToSend, { capture: true });
  }, []);
}

/** The form is stored, or the office takes too long for it. */
const LONGEST_STORING_MS = 1_000;
function storedOrLate(): Promise<void> {
  const late = new Promise<void>((resolve) => {
    window.setTimeout(resolve, LONGEST_STORING_MS);
  });
  return Promise.race([keeper.flush(), late]).catch(() => undefined);
}

/** What stands around every screen: bar, rail, status line, and the keys that work everywhere. */
export function Frame() {
  const navigate = useNavigate();
  const search = useRef<HTMLInputElement>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const toggleHelp = () => setHelpOpen((open) => !open);
  const today = useToday(useDirectory().directory.body.zone);
  const may = useMay('register');
  // Who takes no papers is told so there; what somebody else has begun stays as it is.
  const startPaper = () => {
    if (may) keeper.startAnew(today);
    void navigate({ to: '/new' });
  };
  const showJournal = () => void navigate({ to: '/papers' });
  const showControl = () => void navigate({ to: '/control' });
  const goToSearch = () => search.current?.select();
  const session = useSession();
  const isAsked = session?.asked === true;
  const { generation } = useConnection();
  const person = session?.person?.id;
  useEffect(() => askFor(`${generation} ${person ?? ''}`), [person, generation]);
  const [choosing, setChoosing] = useState(false);
  const changePerson = () => {
    // What is begun stays where it is, beneath the sign-in; stored first, since nobody may store it then.
    if (isAsked) void storedOrLate().then(() => office.session.lock().catch(() => undefined));
    else setChoosing(true);
  };
  useScanner((text) => searchFor(search.current, text), may);
  useListsClosedToSend();
  useKeys({
    F1: toggleHelp,
    F2: beneathNoDialog(startPaper),
    F3: beneathNoDialog(showJournal),
    F6: beneathNoDialog(showControl),
    'Ctrl+K': beneathNoDialog(goToSearch),
    F9: changePerson,
  });
  return (
    <div className={classes.frame}>
      <KeptDrafts />
      <TopBar searchRef={search} onHelp={() => setHelpOpen(true)} onChangePerson={changePerson} />
      <div className={classes.notices}>
        <Notices />
        <UnprintedNotice />
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
