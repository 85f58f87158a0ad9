import { type ClipboardEvent, type DragEvent, useEffect, useEffectEvent } from 'react';
import { textOfHtml } from '../../shared/domain/text/pasted-text.ts';
import { useToday } from '../clock.ts';
import { useDirectory } from '../state/directory.tsx';
import { fieldId } from './field.tsx';
import { type FieldPath, fieldPaths } from './fields.ts';
import { LONG_TEXT } from './long-text.ts';
import { LONGEST_TEXT, planPaste } from './paste-plan.ts';
import { textOfFile } from './text-of-file.ts';
import { intake } from './use-intake.ts';

type Box = HTMLInputElement | HTMLTextAreaElement;

/**
 * Pasting and dropping into the form: text of word processors and mails comes in clean, particulars in it are offered, and what is too
 * long to be edited in a box goes beside it.
 */
export function usePasting() {
  const today = useToday(useDirectory().directory.body.zone);
  /** Without a box it goes to the end of the long text that is kept beside the form. */
  const insert = (raw: string, box: Box | undefined) => {
    const path = box ? pathOf(box) : 'paper.text';
    const { insert: clean, offer, cut: cutAlone } = planPaste(raw, path, intake.form(), today);
    let cut = cutAlone;
    if (clean !== undefined && (!box || (path === 'paper.text' && clean.length > LONG_TEXT))) {
      const text = intake.form()['paper.text'];
      const whole = box
        ? text.slice(0, box.selectionStart ?? text.length) + clean + text.slice(box.selectionEnd ?? text.length)
        : `${text}\n${clean}`;
      if (whole.length > LONGEST_TEXT) cut = LONGEST_TEXT;
      intake.fill({ 'paper.text': whole.slice(0, LONGEST_TEXT) });
    } else if (clean !== undefined) {
      // Keeps the browser's own undo.
      document.execCommand('insertText', false, clean);
    }
    // What was offered before stays on offer when this text has nothing to offer.
    intake.notePaste({ offer: offer ?? intake.view().pasted?.offer, cut });
  };
  const take = async ({ text, file }: Carried, box: Box | undefined) => {
    const read = text !== '' || !file ? text : await textOfFile(file);
    if (read === undefined) intake.notePaste({ offer: intake.view().pasted?.offer, unread: file?.name ?? '' });
    else insert(read, box);
  };
  useLongTextPasting((data) => {
    const carried = carriedBy(data);
    if (carried) void take(carried, undefined);
    return carried !== undefined;
  });
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
      if (!carried) return;
      event.preventDefault();
      if (box?.readOnly) return;
      box?.focus();
      void take(carried, box);
    },
  };
}

/**
 * Where the long text has the focus there is no box, and a browser pastes onto the page as a whole.
 *
 * @param take whether there was anything to take
 */
function useLongTextPasting(take: (data: DataTransfer) => boolean): void {
  const onPaste = useEffectEvent((event: DocumentEventMap['paste']) => {
    const { activeElement } = document;
    if (event.defaultPrevented || activeElement?.id !== fieldId('paper.text') || boxOf(activeElement)) return;
    if (event.clipboardData && take(event.clipboardData)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: DocumentEventMap['paste']) => onPaste(event);
    document.addEventListener('paste', listener);
    return () => document.removeEventListener('paste', listener);
  }, []);
}

/** What is pasted or dropped: its text, or else a file. */
type Carried = { text: string; file: File | undefined };

const carriers = ['Files', 'text/plain', 'text/html'];

function carriedBy(data: DataTransfer): Carried | undefined {
  const text = data.getData('text/plain') || textOfHtml(data.getData('text/html').slice(0, LONGEST_TEXT));
  const [file] = data.files;
  return text === '' && !file ? undefined : { text, file };
}

function pathOf(box: Box): FieldPath | undefined {
  return fieldPaths.find((path) => fieldId(path) === box.id);
}

function boxOf(target: EventTarget | null): Box | undefined {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'radio')
    ? target
    : undefined;
}
