import { regions } from '../../shared/domain/places/kato-code.ts';
import { Hint, Part } from '../parts/part.tsx';
import { useDesk, useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './desk.module.css';

/** The body at whose desk the program stands, and its channels; to be read, not changed here. */
export function BodyFacts() {
  const { t, both, language, formatNumber } = useWords();
  const { body } = useDirectory().directory;
  const desk = useDesk();
  const { site, sms, phones, complaintPhone } = body.channels;
  const region = regions.find(({ code }) => code === body.region);
  return (
    <>
      <Part title={t('desk.body.title')}>
        <Facts
          facts={[
            [t('desk.body.name'), both(body.name)],
            [t('desk.body.region'), region?.[language] ?? body.region],
            [t('desk.body.agency'), body.agency],
            [t('desk.body.desk'), desk.desk],
            [t('desk.body.numbersLeft'), desk.desk === '' ? '' : formatNumber(desk.numbersLeft)],
          ]}
        />
        {desk.sample && <Hint>{t('app.status.sampleLong')}</Hint>}
      </Part>
      <Part title={t('desk.body.channels')}>
        <Facts
          facts={[
            [t('desk.body.site'), site],
            [t('desk.body.sms'), sms],
            [t('desk.body.phones'), phones.join(', ')],
            [t('desk.body.complaintPhone'), complaintPhone],
          ]}
        />
      </Part>
    </>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
