import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { Control } from '../../shared/contract/control.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { problemOf } from '../client/problem.ts';
import { useKeys } from '../frame/use-keys.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { startRegister } from '../register/register-work.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './control.module.css';

/** The daily control list: all executors, whatever is picked on the screen. */
export function PrintControl({ printed }: { printed: Control['printed'] }) {
  const { t, language, formatInstant } = useWords();
  const { zone } = useDirectory().directory.body;
  const [problem, setProblem] = useState<Problem>();
  const print = () => {
    setProblem(undefined);
    startRegister({ of: 'control', language }).catch((error: unknown) => setProblem(problemOf(error)));
  };
  useKeys({ 'Ctrl+P': print });
  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <span className={classes.printed}>
        {printed && t('control.printed', { at: formatInstant(printed.at, zone), name: printed.by })}
      </span>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        rightSection={<kbd>Ctrl P</kbd>}
        onClick={print}
      >
        {t('control.print')}
      </Button>
    </>
  );
}
