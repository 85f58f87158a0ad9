import { useState } from 'react';
import type { Lock } from '../../shared/contract/keys.ts';
import { PassphraseForm } from './passphrase-form.tsx';
import { RecoverForm } from './recover-form.tsx';
import { RetryButton } from './retry-button.tsx';

/** Asks for what opens the office: its passphrase, or the code from the safe. */
export function LockedPanel({ demo, lock }: { demo: boolean; lock: Lock }) {
  const [forgotten, setForgotten] = useState(false);
  if (lock.by === 'recovery')
    return (
      <>
        <RecoverForm why={lock.why} recovery={lock.recovery} newPassphrase={lock.newPassphrase} />
        {/* A keyring that was only locked itself opens at the second try. */}
        {lock.why === 'vaultLost' && <RetryButton />}
      </>
    );
  if (forgotten && lock.recovery)
    return (
      <RecoverForm
        why="forgotten"
        recovery={lock.recovery}
        newPassphrase={lock.newPassphrase}
        onBack={() => setForgotten(false)}
      />
    );
  return <PassphraseForm demo={demo} {...(lock.recovery && { onForgotten: () => setForgotten(true) })} />;
}
