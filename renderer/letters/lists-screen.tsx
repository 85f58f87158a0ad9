import { useState } from 'react';
import type { MadeList } from '../../shared/contract/lists.ts';
import { useLive } from '../client/use-live.ts';
import { PartColumns } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { useMay } from '../people/use-may.ts';
import { useWords } from '../words.tsx';
import { DispatchPart } from './dispatch-part.tsx';
import { HandOverPart } from './hand-over-part.tsx';
import { MadeLists } from './made-lists.tsx';
import { Tabs } from './tabs.tsx';

/** Papers on their way to executors, answers on their way out, and the lists that were made of them. */
export function ListsScreen() {
  const { t } = useWords();
  const may = useMay('handOver');
  return (
    <Screen title={t('letters.lists')} aside={<Tabs />}>
      {may ? <Lists /> : <p>{t('lists.notYours')}</p>}
    </Screen>
  );
}

function Lists() {
  const { value, problem } = useLive((client, signal) => client.lists.watch(undefined, { signal }), []);
  const [shown, setShown] = useState<MadeList>();
  if (!value) return problem ? <ProblemNote problem={problem} /> : null;
  return (
    <PartColumns
      left={
        <>
          <HandOverPart groups={value.toHandOver} onMade={setShown} />
          <DispatchPart groups={value.toDispatch} onMade={setShown} />
        </>
      }
      right={<MadeLists shown={shown} onShow={setShown} />}
    />
  );
}
