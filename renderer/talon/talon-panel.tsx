import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type PrintFormat, printFormats } from '../../shared/contract/shapes.ts';
import { useKeys } from '../frame/use-keys.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { valueWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { PdfPreview } from './pdf-preview.tsx';
import classes from './talon.module.css';
import { noteUnprinted } from './unprinted.ts';
import { usePrinting } from './use-printing.ts';
import { useTalon } from './use-talon.ts';

type Props = {
  number: string;
  /** Print without being asked, as soon as the talon is there. */
  atOnce?: boolean;
  /** Take the focus, so that Enter prints. */
  focused?: boolean;
  /** Ctrl+P prints, also once more. */
  printKey?: boolean;
};

/** The talon as it comes out of the printer, in this desk's format or another, with every way to paper. */
export function TalonPanel({ number, atOnce = false, focused = false, printKey = false }: Props) {
  const words = useWords();
  const { t, groupNumber } = words;
  const { settings } = useDirectory().directory;
  const [format, setFormat] = useState<PrintFormat>(settings.talonFormat);
  const { printing, print, save, rest } = usePrinting({
    number,
    format,
    title: (of) => t(of === 'label58' ? 'talonPanel.labelFile' : 'talonPanel.file', { number }),
    withLabel: settings.printLabel,
  });
  const onlyLabelLeft = format !== 'label58' && printing.left[0]?.format === 'label58';
  const talon = useTalon(number, format, printing.prints);

  const printAtOnce = useEffectEvent(() => void print());
  const ready = talon.pdf !== undefined && printing.able !== undefined;
  const printed = useRef('');
  useEffect(() => {
    // Once a paper: looking at the other format prints nothing.
    if (!atOnce || !ready || printed.current === number) return;
    printed.current = number;
    printAtOnce();
  }, [atOnce, ready, number]);
  const leave = useEffectEvent(() => {
    if (!atOnce) return;
    if (printed.current !== number) void print();
    else if (printing.problem) noteUnprinted(number);
  });
  // Who goes on to the next paper before the talon is drawn has it printed all the same, and is told if it was not.
  useEffect(() => () => leave(), []);

  useKeys(printKey ? { 'Ctrl+P': () => void print() } : {});
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('talonPanel.format')}
          classNames={{ root: classes.formats, label: classes.format }}
          value={format}
          onChange={(value) => setFormat(value as PrintFormat)}
          data={printFormats.map((value) => ({ value, label: valueWord(words, 'talonFormat', value) }))}
        />
        <div className={classes.actions}>
          <Button
            variant="default"
            autoFocus={focused}
            leftSection={<IconPrinter size={16} aria-hidden />}
            rightSection={printKey && <kbd>Ctrl P</kbd>}
            disabled={!talon.pdf || printing.state === 'busy'}
            onClick={() => void print()}
          >
            {t(`talonPanel.${printing.state === 'busy' ? 'printing' : talon.duplicate ? 'printDuplicate' : 'print'}`)}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!talon.pdf || printing.state === 'busy'}
            onClick={() => void save()}
          >
            {t('talonPanel.save')}
          </Button>
        </div>
      </div>
      <p role="status" className={classes.said}>
        {printing.state === 'sent' && t('talonPanel.sent')}
        {printing.state === 'opened' && t('talonPanel.opened')}
        {onlyLabelLeft && t('talonPanel.labelLeft')}
      </p>
      {printing.problem && (
        <div className={classes.trouble}>
          <ProblemNote problem={printing.problem} onRetry={() => void rest.print()} />
          <p className={classes.otherWays}>
            {t('talonPanel.otherWays')} <Link to="/desk">{t('talonPanel.choosePrinter')}</Link>
            {' · '}
            <TextButton onClick={() => void rest.save()}>{t('talonPanel.saveInstead')}</TextButton>
            {' · '}
            <TextButton onClick={() => void rest.openPrintWindow()}>{t('talonPanel.browserInstead')}</TextButton>
          </p>
        </div>
      )}
      {talon.problem && <ProblemNote problem={talon.problem} onRetry={talon.retry} />}
      {talon.duplicate && <p className={classes.duplicate}>{t('talonPanel.duplicate')}</p>}
      {talon.pdf ? (
        <PdfPreview pdf={talon.pdf} label={t('talonPanel.preview', { number: groupNumber(number) })} />
      ) : (
        !talon.problem && <p className={classes.loading}>{t('talonPanel.loading')}</p>
      )}
    </div>
  );
}

function TextButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={classes.textButton} onClick={onClick}>
      {children}
    </button>
  );
}
