import type { Enrolment } from '../../shared/contract/enrolment.ts';
import { Part } from '../parts/part.tsx';
import { useWords } from '../words.tsx';
import classes from './exchange.module.css';

/** Whose desk this is: what somebody at the registry may ask for by telephone. */
export function MemberPart({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useWords();
  const { agency, desk, deskFrom, site, registry, stands } = enrolment;
  const facts = [
    [t('exchange.member.agency'), agency],
    [
      t('exchange.member.desk'),
      desk === '' ? t('exchange.member.noDesk') : t('exchange.member.from', { desk, year: deskFrom }),
    ],
    [t('exchange.member.site'), site],
    [t('exchange.member.registry'), registry],
  ] as const;
  return (
    <Part title={t('exchange.member.title')}>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="figures">{value}</dd>
            </div>
          ))}
      </dl>
      {stands === 'withoutCode' && <p className={classes.warning}>{t('exchange.member.withoutCode')}</p>}
    </Part>
  );
}
