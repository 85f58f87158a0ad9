import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { type ListKind, listKinds, type MadeList } from '../../shared/contract/lists.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { useLive } from '../client/use-live.ts';
import { PageTurns } from '../parts/page-turns.tsx';
import { Hint, Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { valueWord } from '../parts/value-words.ts';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { bytesOf, savePdf } from '../talon/pdf-file.ts';
import { useWords } from '../words.tsx';
import classes from './letters.module.css';
import { Pages } from './pages.tsx';

type Props = { shown: MadeList | undefined; onShow: (list: MadeList | undefined) => void };

/** Lists of this desk, and the one that is looked at as it prints. */
export function MadeLists({ shown, onShow }: Props) {
  const { t } = useWords();
  return (
    <Part title={t('lists.made.title')}>
      {shown && <OpenList key={shown.list + shown.kind} list={shown} />}
      {listKinds.map((kind) => (
        <OfKind key={kind} kind={kind} shown={shown} onShow={onShow} />
      ))}
    </Part>
  );
}

/** Lists on one page. */
const ON_PAGE = 12;

function OfKind({ kind, shown, onShow }: Props & { kind: ListKind }) {
  const words = useWords();
  const { t, formatInstant } = words;
  const { zone } = useDirectory().directory.body;
  const [page, setPage] = useState(1);
  const { value, problem } = useLive(
    (client, signal) => client.lists.made({ kind, offset: (page - 1) * ON_PAGE, limit: ON_PAGE }, { signal }),
    [kind, page],
  );
  const isOpen = ({ list }: MadeList) => shown?.kind === kind && shown.list === list;
  return (
    <section className={classes.group} aria-label={t(`lists.made.${kind}`)}>
      <h3 className={classes.subtitle}>{t(`lists.made.${kind}`)}</h3>
      {problem && !value && <ProblemNote problem={problem} />}
      {value?.total === 0 && <Hint>{t('lists.made.none')}</Hint>}
      {value && value.total > 0 && (
        <table className={classes.table}>
          <tbody>
            {value.lists.map((one) => (
              <tr key={one.list}>
                <td className={classes.number}>№ {one.list}</td>
                <td>{kind === 'dispatch' ? valueWord(words, 'way', one.to) : one.to}</td>
                <td>
                  {t('lists.made.papers', { count: one.papers })}
                  {one.prints > 0 && `, ${t('lists.made.prints', { count: one.prints })}`}
                </td>
                <td className={classes.number}>{formatInstant(one.at, zone)}</td>
                <td>
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-expanded={isOpen(one)}
                    onClick={() => onShow(isOpen(one) ? undefined : one)}
                  >
                    {t(isOpen(one) ? 'lists.made.close' : 'lists.made.show')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {value && value.total > ON_PAGE && (
        <PageTurns page={page} pages={Math.ceil(value.total / ON_PAGE)} onPage={setPage} keys={false} />
      )}
    </section>
  );
}

function OpenList({ list: { list, kind, refused } }: { list: MadeList }) {
  const { t, language, groupNumber } = useWords();
  const [drawn, setDrawn] = useState<{ pdf: Uint8Array; pages: number }>();
  const [problem, setProblem] = useState<Problem>();
  const [able, setAble] = useState<boolean>();
  const [sent, setSent] = useState(false);
  const task = useTask();
  useEffect(() => {
    const end = new AbortController();
    office.talons.printers(undefined, { signal: end.signal }).then(
      (printers) => !end.signal.aborted && setAble(printers.able),
      () => undefined,
    );
    office.lists.render({ kind, list, language }, { signal: end.signal }).then(
      ({ pdf, pages }) => !end.signal.aborted && setDrawn({ pdf: bytesOf(pdf), pages }),
      (error: unknown) => !end.signal.aborted && setProblem(problemOf(error)),
    );
    return () => end.abort();
  }, [kind, list, language]);
  const print = async () => setSent(await task.run(() => office.lists.print({ kind, list, language })));
  const save = () =>
    task.run(async () => {
      const { pdf } = await office.lists.issue({ kind, list, language });
      savePdf(bytesOf(pdf), t('lists.file', { list: list.replace('/', '-') }));
    });
  return (
    <section className={classes.group} aria-label={`№ ${list}`}>
      <div className={classes.ways}>
        {able && (
          <Button
            leftSection={<IconPrinter size={16} aria-hidden />}
            disabled={!drawn || task.busy}
            onClick={() => void print()}
          >
            {t('lists.made.print')}
          </Button>
        )}
        <Button
          variant={able ? 'default' : 'filled'}
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={!drawn || task.busy}
          onClick={() => void save()}
        >
          {t('lists.made.save')}
        </Button>
        <span role="status" className={classes.said}>
          {sent && t('lists.made.sent')}
        </span>
      </div>
      {refused.map(({ number, why }) => (
        <p key={number} className={classes.refused}>
          {t('lists.refused', {
            number: groupNumber(number),
            why: t([`history.refused.${why}`, 'history.refused.other']),
          })}
        </p>
      ))}
      {(task.problem ?? problem) && <ProblemNote problem={(task.problem ?? problem)!} />}
      {drawn && (
        <Pages
          pdf={drawn.pdf}
          pages={drawn.pages}
          label={(page) => t('lists.preview', { list, page, pages: drawn.pages })}
        />
      )}
    </section>
  );
}
