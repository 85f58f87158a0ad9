import { Alert, Button } from '@mantine/core';
import type { Card } from '../../shared/contract/shapes.ts';
import { refusalWord } from '../exchange/state-words.ts';
import { useWords } from '../words.tsx';

/** The registry does not take the paper: why, and whether a correction may help. */
export function Refusal({ card: { refusal, present }, onCorrect }: { card: Card; onCorrect: () => void }) {
  const words = useWords();
  const { t } = words;
  if (!refusal) return null;
  const hindrance = present.actions.find(({ action }) => action === 'amend')?.hindrance;
  return (
    <Alert color="yellow">
      <p>
        <strong>{t('card.refusal.title')}.</strong> {refusalWord(words, refusal.reason)}
      </p>
      {refusal.isCorrectable && (
        <>
          <p>{t('card.refusal.correct')}</p>
          {hindrance === undefined ? (
            <Button size="xs" onClick={onCorrect}>
              {t('exchange.refused.correct')}
            </Button>
          ) : (
            <p>{t('card.refusal.hindered', { why: t([`history.refused.${hindrance}`, 'history.refused.other']) })}</p>
          )}
        </>
      )}
    </Alert>
  );
}
