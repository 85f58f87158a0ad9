import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { readScan, type Scan } from '../../shared/domain/scan/read-scan.ts';
import { useToday } from '../clock.ts';
import { useCovered } from '../frame/covered.ts';
import { isDialogOpen } from '../frame/use-keys.ts';
import type { IntakeForm } from '../intake/draft.ts';
import { keeper } from '../intake/use-drafts.ts';
import { intake } from '../intake/use-intake.ts';
import { useDirectory } from '../state/directory.tsx';
import { BETWEEN_LINES_MS, ScanBurst } from './scan-burst.ts';
import { ScanLines } from './scan-lines.ts';
import { emptyField } from './scanned-field.ts';
import { typeInto } from './type-into.ts';

/** How things stood before the first key of what may be a scan. */
type Before = {
  focus: Element | null;
  box: HTMLInputElement | HTMLTextAreaElement | undefined;
  text: string;
  form: IntakeForm;
};

/**
 * A barcode scanner works on every screen: a talon opens its paper, an IIN or BIN begins a paper of that person or, with
 * the focus in an empty field for such a number, fills it; anything else is looked for. Its characters never stay where they were typed.
 *
 * @param find looks for a text in the search
 * @param takesPapers whoever does not is led to no form: the number is looked for
 */
export function useScanner(find: (text: string) => void, takesPapers: boolean): void {
  const navigate = useNavigate();
  const covered = useCovered();
  const today = useToday(useDirectory().directory.body.zone);
  const burst = useRef(new ScanBurst());
  const before = useRef<Before>(undefined);
  const lines = useRef(new ScanLines());
  const silence = useRef<ReturnType<typeof setTimeout>>(undefined);

  const onScan = (scan: Scan, focus: Element | null) => {
    switch (scan.kind) {
      case 'paper':
        return void navigate({ to: '/papers/$number', params: { number: scan.number } });
      case 'identity': {
        if (!takesPapers) return find(scan.number);
        const field = intake.view().phase.at === 'editing' ? emptyField(focus?.id, intake.form(), scan.of) : undefined;
        if (field) return intake.fill({ [field]: scan.number });
        const values = {
          'applicant.idNumber': scan.number,
          ...(scan.of === 'bin' && { 'applicant.type': 'legalEntity' }),
        };
        intake.next(today);
        keeper.park(today);
        intake.startOver(today, values);
        return void navigate({ to: '/new' });
      }
      case 'foreign':
        return find(scan.number);
      case 'text':
        return find(scan.text.replaceAll('\n', ' '));
    }
  };
  const hear = useEffectEvent((event: KeyboardEvent) => {
    const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing, timeStamp: at } = event;
    const heard = burst.current.hear({ key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing, at });
    if (heard.was === 'begins') before.current = standing();
    if (heard.was !== 'scan' || covered || isDialogOpen() || intake.view().phase.at === 'sending') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { current: stood } = before;
    if (stood) takeBack(stood, !heard.follows);
    const read = (readings: readonly string[]) => firstKnown(readings, today);
    const scan = lines.current.add(heard, read);
    clearTimeout(silence.current);
    if (scan) onScan(scan, stood?.focus ?? null);
    else
      silence.current = setTimeout(() => {
        const text = lines.current.end(read);
        if (text) onScan(text, null);
      }, BETWEEN_LINES_MS);
  });
  useEffect(() => {
    // Before anybody else hears the Enter: it must neither go on nor send a form.
    const listener = (event: KeyboardEvent) => hear(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}

function standing(): Before {
  const focus = document.activeElement;
  const isBox = focus instanceof HTMLInputElement || focus instanceof HTMLTextAreaElement;
  const isIntakes = focus?.id.startsWith('intake-') ?? false;
  // The intake keeps its values itself; copying a long text at every key would be felt.
  const box = isBox && !isIntakes ? focus : undefined;
  return { focus, box, text: box?.value ?? '', form: intake.form() };
}

/** @param withFocus not behind a line that has led somewhere else already */
function takeBack({ focus, box, text, form }: Before, withFocus: boolean): void {
  intake.takeBack(form);
  if (box && box.value !== text) typeInto(box, text);
  if (withFocus && focus instanceof HTMLElement && focus.isConnected) focus.focus();
}

/** The reading that means something; else the one by the place of the keys. */
function firstKnown(typed: readonly string[], today: string): Scan {
  const scans = typed.map((text) => readScan(text, today));
  return scans.find(({ kind }) => kind !== 'text') ?? scans[0] ?? { kind: 'text', text: '' };
}
