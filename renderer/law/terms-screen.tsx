import { Temporal } from 'temporal-polyfill';
import type { Kind, LimitName, Limits, Regime } from '../../shared/domain/law/law.ts';
import { decisionSets } from '../../shared/domain/life/decisions.ts';
import { Hint, Part, PartColumns } from '../parts/part.tsx';
import { Screen } from '../parts/screen.tsx';
import { valueWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { CountPart } from './count-part.tsx';
import { GroundsParts } from './grounds-parts.tsx';
import classes from './law.module.css';
import { OtherScreen } from './law-links.tsx';
import { Source, ToBeChecked } from './source.tsx';

/** The terms by which the office counts, with where they stand in the law; to be read, not changed here. */
export function LawTermsScreen() {
  const { t, formatDate } = useWords();
  const { law } = useDirectory();
  return (
    <Screen title={t('law.terms.title')} aside={<OtherScreen to="/desk/days" />}>
      <Hint>{t('law.terms.what', { version: formatDate(law.termsVersion) })}</Hint>
      <PartColumns
        left={[<KindsPart key="kinds" kinds={law.kinds} />, <GroundsParts key="grounds" />]}
        right={[
          <CountPart key="count" />,
          ...law.regimes.toReversed().map((regime) => <RegimePart key={regime.id} regime={regime} />),
          ...law.kinds
            .filter(({ limits }) => Object.keys(limits).length > 0)
            .map((kind) => <KindLimits key={kind.id} kind={kind} />),
        ]}
      />
    </Screen>
  );
}

function KindsPart({ kinds }: { kinds: readonly Kind[] }) {
  const { t, both } = useWords();
  return (
    <Part title={t('law.terms.kinds.title')}>
      <table className={classes.table}>
        <thead>
          <tr>
            {(['kind', 'registered', 'term', 'article'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`law.terms.kinds.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        {kinds.map((kind) => (
          <tbody key={kind.id}>
            {kind.terms.toReversed().map((line, i) => (
              <tr key={line.from ?? ''} data-earlier={i > 0 || undefined}>
                {i === 0 && (
                  <th scope="rowgroup" rowSpan={kind.terms.length}>
                    {both(kind)}
                  </th>
                )}
                <TermCells line={line} />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Part>
  );
}

function TermCells({ line }: { line: Kind['terms'][number] }) {
  const { t, both, formatDate } = useWords();
  const length = (count: number) => t(`term.length.${line.unit}`, { count });
  const { daysWithCheck } = line;
  return (
    <>
      <td>{line.from ? t('law.terms.kinds.from', { date: formatDate(line.from) }) : t('law.terms.kinds.always')}</td>
      <td>
        {daysWithCheck === undefined
          ? length(line.days)
          : t('law.terms.kinds.withCheck', { term: length(line.days), longer: daysWithCheck })}
      </td>
      <td>
        {both(line.article)}
        {line.toBeChecked && <ToBeChecked />}
      </td>
    </>
  );
}

function RegimePart({ regime }: { regime: Regime }) {
  const speech = useWords();
  const { t, both, formatDate } = speech;
  const decisionWord = (decision: string) => valueWord(speech, 'decision', decision);
  const { law } = useDirectory();
  const { from, until, sameDayUntil, waiting, limits, decisions, hearing } = regime;
  const start = law.startRuleOf(regime);
  return (
    <Part
      title={both(regime)}
      what={
        until === undefined
          ? t('law.terms.regime.from', { from: formatDate(from) })
          : t('law.terms.regime.fromUntil', { from: formatDate(from), until: formatDate(until) })
      }
    >
      <dl className={classes.facts}>
        <div>
          <dt>{t('law.terms.regime.start')}</dt>
          <dd>{t(`law.terms.regime.${start}`)}</dd>
        </div>
        <div>
          <dt>{t('law.terms.regime.sameDay')}</dt>
          <dd>
            {sameDayUntil === LAST_SECOND
              ? t('law.terms.regime.allDay')
              : t('law.terms.regime.until', { time: endOfDay(sameDayUntil) })}
          </dd>
        </div>
        <div>
          <dt>{t('law.terms.regime.waiting')}</dt>
          <dd>
            {t(`law.terms.waiting.${waiting.rule}`)}
            <Source of={waiting} />
          </dd>
        </div>
        <div>
          <dt>{t('law.terms.regime.decisions')}</dt>
          <dd>
            {decisions
              ? decisionSets[decisions.as].map(decisionWord).join(', ')
              : t('law.terms.regime.decisionsByKind')}
            {decisions && <Source of={decisions} />}
          </dd>
        </div>
        <div>
          <dt>{t('law.terms.regime.hearing')}</dt>
          <dd>{t(hearing ? 'law.terms.regime.heard' : 'law.terms.regime.notHeard')}</dd>
        </div>
        <LimitFacts limits={limits} />
      </dl>
    </Part>
  );
}

/** A kind of paper whose own law sets other limits than the regime. */
function KindLimits({ kind }: { kind: Kind }) {
  const { t, both } = useWords();
  return (
    <Part title={both(kind)} what={t('law.terms.ownLimits')}>
      <dl className={classes.facts}>
        <LimitFacts limits={kind.limits} />
      </dl>
    </Part>
  );
}

function LimitFacts({ limits }: { limits: Limits }) {
  const { t } = useWords();
  return limitNames
    .filter((name) => limits[name])
    .map((name) => (
      <div key={name}>
        <dt>{t(`law.terms.limit.${name}`)}</dt>
        <dd>
          <Limit name={name} limits={limits} />
          <Source of={limits[name]!} />
        </dd>
      </div>
    ));
}

/** Of a day: registered whenever it came. */
const LAST_SECOND = '23:59:59';

/** `18:29:59` is the last second before `18:30`. */
function endOfDay(lastSecond: string): string {
  const end = Temporal.PlainTime.from(lastSecond).add({ seconds: 1 });
  return end.toString({ smallestUnit: end.second === 0 ? 'minute' : 'second' });
}

/** In the order of the procedure. */
const limitNames = [
  'redirection',
  'passingOn',
  'extensionMost',
  'extensionNotice',
  'hearingNotice',
  'objection',
  'complaint',
] as const satisfies LimitName[];

function Limit({ name, limits }: { name: LimitName; limits: Limits }) {
  const { t } = useWords();
  const { days, unit } = limits[name]!;
  const term = t(`term.length.${unit}`, { count: days });
  if (name === 'extensionMost' && limits.extensionMost?.after === 'term')
    return t(`law.terms.within.extensionMost${limits.extensionMost.once ? 'Once' : ''}AfterTerm`, { term });
  return t(`law.terms.within.${name}`, { term });
}
