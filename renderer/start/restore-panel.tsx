import { Button } from '@mantine/core';
import { useWords } from '../words.tsx';
import { BackupChoice } from './backup-choice.tsx';
import classes from './start.module.css';

/** On a computer without an office: one comes back from its backup. */
export function RestorePanel({ onBack }: { onBack: () => void }) {
  const { t } = useWords();
  return (
    <section className={classes.panel}>
      <h1 className={classes.title}>{t('start.absent.restore.title')}</h1>
      <p className={classes.lead}>{t('start.absent.restore.text')}</p>
      <BackupChoice known={[]} />
      <div>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('start.recover.back')}
        </Button>
      </div>
    </section>
  );
}
