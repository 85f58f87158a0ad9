import { Button } from '@mantine/core';
import { useState } from 'react';
import { office } from '../client/connection.ts';
import { useWords } from '../words.tsx';

/** Another try to open the office. Whether it opened this time comes as the office's next state. */
export function RetryButton({ first = false }: { first?: boolean }) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    await office.office.retry().catch(() => undefined);
    setBusy(false);
  };
  return (
    <Button variant={first ? 'filled' : 'default'} onClick={() => void retry()} loading={busy} autoFocus={first}>
      {t('app.retry')}
    </Button>
  );
}
