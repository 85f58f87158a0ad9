import type { ClipboardEvent, DragEvent } from 'react';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { pastedText, textOfHtml } from '../../shared/domain/text/pasted-text.ts';
import { useToday } from '../clock.ts';
import { useDirectory } from '../state/directory.tsx';
import { fieldId } from './field.tsx';
import { LONG_TEXT } from './long-text.ts';
import { fieldsOf, recogniseFields } from './recognise.ts';
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
  return {
    onPaste: (event: ClipboardEvent) => {
      const box = boxOf(event.target);
      const { clipboardData } = event;
      const [file] = clipboardData.files;
      if (!box || box.readOnly) return;
      const text =
        clipboardData.getData('text/plain') || textOfHtml(clipboardData.getData('text/html').slice(0, LONGEST_TEXT));
      if (text === '' && !file) return;
      event.preventDefault();
      if (text !== '') insert(text, box);
      else if (file) void textOfFile(file).then((read) => insert(read, box));
    },
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes('Files') || event.dataTransfer.types.includes('text/plain'))
        event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      const box = boxOf(event.target) ?? boxOf(document.getElementById(fieldId('paper.text')));
      const [file] = event.dataTransfer.files;
      const text = event.dataTransfer.getData('text/plain');
      if (!box || (!file && text === '')) return;
      event.preventDefault();
      box.focus();
      if (file) void textOfFile(file).then((read) => insert(read, box));
      else insert(text, box);
    },
  };
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

const MOST_BYTES = 4 * LONGEST_TEXT;

/** A text file in the encodings that office computers write; a picture or a document of a word processor is no text. */
async function textOfFile(file: File): Promise<string> {
  const isText = file.type.startsWith('text/') || /\.(txt|csv|md|html?)$/i.test(file.name);
  if (!isText) return '';
  const bytes = new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer());
  const text = decode(bytes);
  return /html/.test(file.type) ? textOfHtml(text) : text;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
