import { PartColumns } from '../parts/part.tsx';
import { Screen } from '../parts/screen.tsx';
import { useAppState } from '../state/app-state.ts';
import { useWords } from '../words.tsx';
import { AsidePart, CamePart, LeftPart, RefusedPart, TriedAgainPart, WaitingPart } from './documents-parts.tsx';
import { JoinPart } from './join-part.tsx';
import { MemberPart } from './member-part.tsx';
import { NowPart } from './now-part.tsx';
import { SticksPart } from './sticks-part.tsx';
import { useEnrolment, useSyncOverview } from './use-sync.ts';

/** The page behind the status line: how things stand with the registry, what goes and comes, and whose desk this is. */
export function ExchangeScreen() {
  const { t } = useWords();
  const { value: app } = useAppState();
  const overview = useSyncOverview().value;
  const enrolment = useEnrolment().value;
  const demo = app?.phase === 'ready' && app.demo;
  const alone = overview?.state.is === 'alone';
  // Whose trust was taken back asks anew, under another name.
  const asks = enrolment?.stands !== 'member' || overview?.state.is === 'signInNeeded' || overview?.revokedAt !== '';
  return (
    <Screen title={t('exchange.title')}>
      {overview && enrolment && (
        <PartColumns
          left={
            <>
              <NowPart overview={overview} site={enrolment.site} />
              {!alone && <RefusedPart {...overview} />}
              {!alone && <TriedAgainPart {...overview} />}
              {!alone && <LeftPart {...overview} />}
              {!alone && <WaitingPart exchanges={overview.exchanges} waiting={overview.waiting} />}
              {!alone && <CamePart came={overview.came} />}
              {!alone && <AsidePart {...overview} />}
            </>
          }
          right={
            <>
              {enrolment.stands !== 'trial' && <MemberPart enrolment={enrolment} />}
              {!alone && <SticksPart />}
              {asks && !demo && <JoinPart enrolment={enrolment} />}
            </>
          }
        />
      )}
    </Screen>
  );
}
