import type { ClipboardEvent, DragEvent } from 'react';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { pastedText, textOfHtml } from '../../shared/domain/text/pasted-text.ts';
import { useToday } from '../clock.ts';
import { useDirectory } from '../state/directory.tsx';
import { fieldId } from './field.tsx';
import { LONG_TEXT } from './long-text.ts';
import { fieldsOf, recogniseFields } from './recognise.ts';
import { textOfFile } from './text-of-file.ts';
import { intake } from './use-intake.ts';

/** The most that a paper's text may have; and more than any line has. Characters. */
const LONGEST_TEXT = 1_000_000;
const LONGEST_LINE = 2_000;
/** One particular is what the field asks for; several are a block. */
const BLOCK = 2;

type Box = HTMLInputElement | HTMLTextAreaElement;

/**
 * Pasting and dropping into the form: text of word processors and mails comes in clean, particulars in it are offered, and what is too
 * long to be edited in a box goes beside it.
 */
export function usePasting() {
  const today = useToday(useDirectory().directory.body.zone);
  const insert = (raw: string, box: Box) => {
    const isText = box.id === fieldId('paper.text');
    const most = isText ? LONGEST_TEXT : LONGEST_LINE;
    const bounded = raw.slice(0, most);
    const clean = box instanceof HTMLTextAreaElement && isText ? pastedText(bounded) : cleanLine(bounded);
    const offer = recogniseFields(bounded, today);
    const isBlock = fieldsOf(offer).length >= BLOCK;
    const empty = Object.fromEntries(
      Object.entries(offer).filter(([path]) => path === 'applicant.type' || isFree(path as keyof typeof offer, box)),
    );
    if (isText && clean.length > LONG_TEXT) {
      const text = intake.form()['paper.text'];
      const { selectionStart, selectionEnd } = box;
      const whole = text.slice(0, selectionStart ?? text.length) + clean + text.slice(selectionEnd ?? text.length);
      intake.fill({ 'paper.text': whole.slice(0, LONGEST_TEXT) });
    } else if (!isBlock || isText) {
      // Keeps the browser's own undo.
      document.execCommand('insertText', false, clean);
    }
    intake.notePaste({
      ...(isBlock && fieldsOf(empty).length > 0 && { offer: empty }),
      ...(raw.length > most && { cut: most }),
    });
  };
  const take = async ({ text, file }: Carried, box: Box) => {
    const read = text !== '' || !file ? text : await textOfFile(file);
    if (read === undefined) intake.notePaste({ unread: file?.name ?? '' });
    else insert(read, box);
  };
  return {
    onPaste: (event: ClipboardEvent) => {
      const box = boxOf(event.target);
      const carried = carriedBy(event.clipboardData);
      if (!box || box.readOnly || !carried) return;
      event.preventDefault();
      void take(carried, box);
    },
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.some((type) => carriers.includes(type))) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      const box = boxOf(event.target) ?? boxOf(document.getElementById(fieldId('paper.text')));
      const carried = carriedBy(event.dataTransfer);
      if (!box || !carried) return;
      event.preventDefault();
      box.focus();
      void take(carried, box);
    },
  };
}

/** What is pasted or dropped: its text, or else a file. */
type Carried = { text: string; file: File | undefined };

const carriers = ['Files', 'text/plain', 'text/html'];

function carriedBy(data: DataTransfer): Carried | undefined {
  const text = data.getData('text/plain') || textOfHtml(data.getData('text/html').slice(0, LONGEST_TEXT));
  const [file] = data.files;
  return text === '' && !file ? undefined : { text, file };
}

/** Particulars go only where nothing stands, and where the block itself was being pasted. */
function isFree(path: keyof ReturnType<typeof intake.form>, box: Box): boolean {
  return cleanLine(intake.form()[path].slice(0, 300)) === '' || box.id === `intake-${path}`;
}

function boxOf(target: EventTarget | null): Box | undefined {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'radio')
    ? target
    : undefined;
}
