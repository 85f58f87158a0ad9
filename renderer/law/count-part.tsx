import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import type { StartRule } from '../../shared/domain/law/law.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { useLive } from '../client/use-live.ts';
import { Hint, Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';

/** How the office counts the days of terms; its administrator may choose where the law leaves it open. */
export function CountPart() {
  const { t } = useWords();
  const { law } = useDirectory();
  const { value: days } = useLive((client, signal) => client.lawDays.watch(undefined, { signal }), []);
  const [problem, setProblem] = useState<Problem>();
  const regime = law.regimes.at(-1)!;
  const choose = (startRule: string) => {
    setProblem(undefined);
    office.lawDays
      .chooseStart({ startRule: startRule as StartRule })
      .catch((error: unknown) => setProblem(problemOf(error)));
  };
  return (
    <Part title={t('law.terms.count.title')} what={t('law.terms.count.what')}>
      <Radio.Group
        aria-label={t('law.terms.count.title')}
        value={law.startRuleOf(regime)}
        onChange={choose}
        readOnly={!days?.mayChange}
      >
        <Stack gap="xs">
          {regime.startRules.map((rule) => (
            <Radio key={rule} value={rule} label={t(`law.terms.count.${rule}`)} disabled={days?.mayChange === false} />
          ))}
        </Stack>
      </Radio.Group>
      {days && !days.mayChange && <Hint>{t('law.terms.count.notAllowed')}</Hint>}
      {problem && <ProblemNote problem={problem} />}
    </Part>
  );
}
