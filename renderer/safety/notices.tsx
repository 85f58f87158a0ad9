import { Link } from '@tanstack/react-router';
import { useWords } from '../words.tsx';
import classes from './safety.module.css';
import { useSafety } from './use-safety.ts';

/** Over every screen, only while it is so: a disk that takes nothing more, papers that can no longer be read or are not here. */
export function Notices() {
  const { t } = useWords();
  const safety = useSafety().value;
  const { disk = 'ok', scan } = safety ?? {};
  const missing = (safety?.missing ?? []).reduce((sum, { count }) => sum + count, 0);
  const damaged = scan?.damaged.length ?? 0;
  return (
    <div role="status">
      {disk !== 'ok' && <p className={classes.notice}>{t(`safety.notice.${disk}`)}</p>}
      {damaged > 0 && (
        <p className={classes.notice}>
          {t('safety.notice.damaged', { count: damaged })} <Link to="/safety">{t('safety.notice.more')}</Link>
        </p>
      )}
      {scan && scan.outOfStep.length > 0 && (
        <p className={classes.notice}>
          {t('safety.notice.outOfStep')} <Link to="/safety">{t('safety.notice.more')}</Link>
        </p>
      )}
      {missing > 0 && (
        <p className={classes.notice}>
          {t('safety.notice.missing', { count: missing })} <Link to="/safety">{t('safety.notice.more')}</Link>
        </p>
      )}
    </div>
  );
}
