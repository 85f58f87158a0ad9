import { Button, FileButton } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Enrolment, RegistryAnswer } from '../../shared/contract/enrolment.ts';
import { office } from '../client/connection.ts';
import { Hint, Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useSession } from '../people/session.ts';
import { Asked } from '../safety/asked.tsx';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './exchange.module.css';
import { RequestForm } from './request-form.tsx';

type Props = { enrolment: Enrolment };

/** The way of this computer into an agency: a request, and the registry's answer to it. */
export function JoinPart({ enrolment }: Props) {
  const { t } = useWords();
  const mayAsk = useSession()?.administrator !== false;
  const way = enrolment.request ? (
    <Waiting enrolment={enrolment} request={enrolment.request} />
  ) : (
    <RequestForm agency={enrolment.stands === 'trial' ? '' : enrolment.agency} />
  );
  return (
    <Part title={t('exchange.join.title')} what={t('exchange.join.what')}>
      {mayAsk ? way : <Hint>{t('exchange.join.byAdministrator')}</Hint>}
    </Part>
  );
}

/** The request goes to the administrator, the answer comes back: as a file, or both over the network. */
function Waiting({ enrolment, request }: Props & { request: NonNullable<Enrolment['request']> }) {
  const { t, formatInstant } = useWords();
  const { zone } = useDirectory().directory.body;
  const [answer, setAnswer] = useState<RegistryAnswer & { text: string }>();
  const [withdrawing, setWithdrawing] = useState(false);
  const saving = useTask();
  const joining = useTask();
  const leaving = useTask();
  const reset = useRef<() => void>(null);
  const { agency, name, site, askedAt, address, fingerprint } = request;
  const save = async () => {
    const { text } = await office.enrolment.file();
    saveFile(new Blob([text], { type: 'application/json' }), `${t('exchange.join.file', { site })}.json`);
  };
  /** Whoever sees the request could answer it: which registry it is, and that papers on trial do not come along, is asked for once. */
  const take = (text: string) =>
    void joining.run(async () => setAnswer({ text, ...(await office.enrolment.look({ answer: text })) }));
  const choose = async (file: File | null) => {
    reset.current?.(); // the same file may be chosen again
    // An empty text would mean the network.
    if (file) take((await file.text()) || ' ');
  };
  if (answer !== undefined)
    return (
      <Asked
        text={t('exchange.join.confirm', answer)}
        yes={t('exchange.join.yes')}
        no={t('exchange.join.no')}
        task={joining}
        onYes={() =>
          void joining.run(() => office.enrolment.join({ answer: answer.text, fingerprint: answer.fingerprint }))
        }
        onNo={() => {
          joining.forget();
          setAnswer(undefined);
        }}
      >
        {enrolment.stands === 'trial' && enrolment.papers > 0 ? (
          <p className={classes.sentence}>{t('exchange.join.sure', { count: enrolment.papers })}</p>
        ) : undefined}
      </Asked>
    );
  if (withdrawing)
    return (
      <Asked
        text={t('exchange.join.withdrawSure')}
        yes={t('exchange.join.withdraw')}
        no={t('exchange.join.withdrawNo')}
        task={leaving}
        onYes={() => void leaving.run(() => office.enrolment.withdraw())}
        onNo={() => {
          leaving.forget();
          setWithdrawing(false);
        }}
      />
    );
  return (
    <>
      <p className={classes.sentence}>
        {t('exchange.join.asked', { at: formatInstant(askedAt, zone), agency, name, site })}{' '}
        {t('exchange.join.key', { fingerprint })}
      </p>
      {joining.problem && <ProblemNote problem={joining.problem} />}
      {saving.problem && <ProblemNote problem={saving.problem} />}
      <div className={classes.actions}>
        {address !== '' && (
          <Button onClick={() => take('')} loading={joining.busy}>
            {t('exchange.join.look')}
          </Button>
        )}
        <Button variant="default" onClick={() => void saving.run(save)} loading={saving.busy}>
          {t('exchange.join.save')}
        </Button>
        <FileButton onChange={(file) => void choose(file)} accept=".json,application/json" resetRef={reset}>
          {(props) => (
            <Button {...props} variant={address === '' ? 'filled' : 'default'} loading={joining.busy}>
              {t('exchange.join.take')}
            </Button>
          )}
        </FileButton>
        <Button variant="subtle" color="gray" onClick={() => setWithdrawing(true)}>
          {t('exchange.join.withdraw')}
        </Button>
      </div>
      <span role="status" className={classes.quiet}>
        {joining.busy ? t('exchange.join.busy') : saving.done && t('exchange.join.saved')}
      </span>
    </>
  );
}
