import { CloseButton } from '@mantine/core';
import type { Right } from '../../shared/domain/life/rights.ts';
import type { WordKey } from '../../shared/words/words.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useMay } from '../people/use-may.ts';
import { useWords } from '../words.tsx';
import classes from './help.module.css';

type HelpKey = { keys: readonly string[]; word: WordKey };

/** `right`: whose keys they are; without one everybody's. */
type Group = { title: WordKey; keys: readonly HelpKey[]; right?: Right };

const groups: readonly Group[] = [
  {
    title: 'app.help.anywhere',
    keys: [
      { keys: ['F3'], word: 'app.help.keys.papers' },
      { keys: ['F6'], word: 'app.help.keys.control' },
      { keys: ['Alt', 'R'], word: 'app.help.keys.reminded' },
      { keys: ['Alt', 'T'], word: 'app.help.keys.dropReminder' },
      { keys: ['Ctrl', 'K'], word: 'app.help.keys.find' },
      { keys: ['F9'], word: 'app.help.keys.changePerson' },
      { keys: ['F1'], word: 'app.help.keys.help' },
      { keys: ['Esc'], word: 'app.help.keys.back' },
    ],
  },
  {
    title: 'app.help.inIntake',
    right: 'register',
    keys: [
      { keys: ['F2'], word: 'app.help.keys.new' },
      { keys: ['Enter'], word: 'app.help.keys.next' },
      { keys: ['Alt', '1…3'], word: 'app.help.keys.block' },
      { keys: ['Ctrl', '1…9'], word: 'app.help.keys.pick' },
      { keys: ['F4'], word: 'app.help.keys.fill' },
      { keys: ['Alt', 'Z'], word: 'app.help.keys.untake' },
      { keys: ['Alt', 'L'], word: 'app.help.keys.link' },
      { keys: ['Alt', 'O'], word: 'app.help.keys.look' },
      { keys: ['F7'], word: 'app.help.keys.toBody' },
      { keys: ['F8'], word: 'app.help.keys.subject' },
      { keys: ['Esc'], word: 'app.help.keys.dropOffer' },
      { keys: ['Alt', 'N'], word: 'app.help.keys.park' },
      { keys: ['Alt', '4…9'], word: 'app.help.keys.parked' },
      { keys: ['Ctrl', 'Enter'], word: 'app.help.keys.register' },
      { keys: ['F4'], word: 'app.help.keys.another' },
      { keys: ['F8'], word: 'app.help.keys.sheet' },
    ],
  },
  {
    title: 'app.help.inJournal',
    keys: [
      { keys: ['↑', '↓'], word: 'app.help.keys.rows' },
      { keys: ['PgUp', 'PgDn'], word: 'app.help.keys.page' },
      { keys: ['Home', 'End'], word: 'app.help.keys.ends' },
      { keys: ['Enter'], word: 'app.help.keys.openRow' },
      { keys: ['Ctrl', 'P'], word: 'app.help.keys.printJournal' },
    ],
  },
  {
    title: 'app.help.inControl',
    keys: [
      { keys: ['Alt', '1…0'], word: 'app.help.keys.controlList' },
      { keys: ['↑', '↓'], word: 'app.help.keys.rows' },
      { keys: ['Enter'], word: 'app.help.keys.openRow' },
      { keys: ['Ctrl', 'P'], word: 'app.help.keys.printControl' },
    ],
  },
  {
    title: 'app.help.inCard',
    keys: [
      { keys: ['F4'], word: 'app.help.keys.actions' },
      { keys: ['Ctrl', 'Enter'], word: 'app.help.keys.act' },
      { keys: ['Ctrl', 'P'], word: 'app.help.keys.talon' },
      { keys: ['Ctrl', 'E'], word: 'app.help.keys.otinish' },
    ],
  },
];

/** F1: every key that does something. */
export function Help({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog label={t('app.help.title')} onClose={onClose} size={680} padding="lg">
      <div className={classes.head}>
        <h1 className={classes.heading}>{t('app.help.title')}</h1>
        <CloseButton onClick={onClose} aria-label={t('app.help.close')} />
      </div>
      <div className={classes.groups}>
        {groups.map((group) => (
          <HelpGroup key={group.title} group={group} />
        ))}
      </div>
    </Dialog>
  );
}

function HelpGroup({ group: { title, keys, right } }: { group: Group }) {
  const { t } = useWords();
  const may = useMay(right ?? 'register');
  if (right && !may) return null;
  return (
    <section>
      <h2 className={classes.title}>{t(title)}</h2>
      <dl className={classes.keys}>
        {keys.map(({ keys, word }) => (
          <div key={word} className={classes.key}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
