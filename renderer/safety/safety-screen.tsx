import { PartColumns } from '../parts/part.tsx';
import { Screen } from '../parts/screen.tsx';
import { useAppState } from '../state/app-state.ts';
import { useWords } from '../words.tsx';
import { BackupsPart } from './backups-part.tsx';
import { CodePart } from './code-part.tsx';
import { KeyPart } from './key-part.tsx';
import { MissingPart } from './missing-part.tsx';
import { PurgePart } from './purge-part.tsx';
import { AsidePart, ScanPart } from './scan-part.tsx';
import { useKeysState, useSafety } from './use-safety.ts';

/** What keeps the papers from being lost: backups, the code in the safe, the key, the check of every document. */
export function SafetyScreen() {
  const { t } = useWords();
  const { value: app } = useAppState();
  const safety = useSafety().value;
  const keys = useKeysState().value;
  // Invented papers need no sheet in a safe.
  const demo = app?.phase === 'ready' && app.demo;
  return (
    <Screen title={t('safety.title')}>
      <PartColumns
        left={
          <>
            {safety && <MissingPart missing={safety.missing} backups={safety.backups} />}
            {safety && <BackupsPart backups={safety.backups} />}
            <PurgePart asks={keys?.by === 'passphrase'} />
          </>
        }
        right={
          <>
            {keys && !demo && <CodePart recovery={keys.recovery} />}
            {keys && <KeyPart keys={keys} />}
            {safety && <ScanPart scan={safety.scan} />}
            {safety && <AsidePart setAside={safety.setAside} />}
          </>
        }
      />
    </Screen>
  );
}
