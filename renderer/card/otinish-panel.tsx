import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { AppealEntry } from '../../shared/books/appeals.ts';
import type { Card } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';
import { copyText } from './copy-text.ts';
import { OfficialNumber } from './official-number.tsx';
import { asBlock, type OtinishField, otinishFields } from './otinish-fields.ts';

/**
 * Until the two systems speak to each other: a paper's fields in the order of E-Otinish's form. Enter copies one and goes to the next; the
 * number that E-Otinish gave comes back below.
 */
export function OtinishPanel({ card, entry }: { card: Card; entry: AppealEntry }) {
  const speech = useWords();
  const { t } = speech;
  const { law, subjects } = useDirectory();
  const { state } = card.present;
  const fields = otinishFields(entry, state, card.text, { speech, law, subjects });
  const [copied, setCopied] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLOListElement>(null);

  const note = (labels: readonly string[]) => {
    setCopied((before) => new Set([...before, ...labels]));
    // What was copied is in the clipboard, whether or not that could be noted.
    office.papers.noteExport({ number: card.row.number }).catch(() => undefined);
  };
  const copy = ({ label, value }: OtinishField, from: HTMLElement) => {
    if (!copyText(value)) return;
    note([label]);
    const next = from.closest('li')?.nextElementSibling?.querySelector('button');
    (next ?? list.current?.parentElement?.querySelector<HTMLElement>('input, [data-last]'))?.focus();
  };
  const copyAll = () => copyText(asBlock(fields)) && note(fields.map(({ label }) => label));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key] as
      | 'nextElementSibling'
      | 'previousElementSibling'
      | undefined;
    const to = step && (event.target as Element).closest('li')?.[step]?.querySelector('button');
    if (!to) return;
    event.preventDefault();
    to.focus();
  };
  return (
    <section id="card-otinish" className={classes.block} aria-labelledby="card-otinish-title">
      <div className={classes.otinishHead}>
        <h2 id="card-otinish-title" className={classes.blockTitle}>
          {t('card.otinish.title')}
        </h2>
        <Button variant="subtle" size="compact-sm" leftSection={<IconCopy size={14} aria-hidden />} onClick={copyAll}>
          {t('card.otinish.all')}
        </Button>
      </div>
      <p className={classes.otinishHint}>{t('card.otinish.hint')}</p>
      <ol ref={list} className={classes.otinish} onKeyDown={onKeyDown}>
        {fields.map((field, i) => (
          <li key={field.label}>
            <button
              type="button"
              className={classes.otinishField}
              data-autofocus={i === 0 || undefined}
              ref={i === 0 ? focusOnce : undefined}
              onClick={(event) => copy(field, event.currentTarget)}
            >
              <span className={classes.otinishLabel}>{field.label}</span>
              <span className={classes.otinishValue}>{field.value}</span>
              {copied.has(field.label) && (
                <IconCheck size={14} role="img" aria-label={t('card.otinish.copied')} className={classes.otinishDone} />
              )}
            </button>
          </li>
        ))}
      </ol>
      <OfficialNumber key={state.official} card={card} />
    </section>
  );
}

/** Whoever opened the panel by key goes on with Enter. */
function focusOnce(button: HTMLButtonElement | null): void {
  if (button && !button.closest('section')?.contains(document.activeElement)) button.focus();
}
