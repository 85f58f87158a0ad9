import type { Ground } from '../../shared/domain/law/law.ts';
import { groundedDecisions } from '../../shared/domain/life/decisions.ts';
import { Part } from '../parts/part.tsx';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './law.module.css';
import { Source } from './source.tsx';

/** The reasons that a decision of today may name, each with where it stands in the law. */
export function GroundsParts() {
  const { t } = useWords();
  const { law } = useDirectory();
  const now = law.regimes.at(-1)!;
  return (
    <>
      {groundedDecisions.map((decision) => (
        <GroundsPart key={decision} title={t(`law.terms.grounds.${decision}`)} grounds={law.groundsOf(decision, now)} />
      ))}
      <GroundsPart title={t('law.terms.grounds.bases')} grounds={law.bases} />
    </>
  );
}

function GroundsPart({ title, grounds }: { title: string; grounds: readonly Ground[] }) {
  const { both } = useWords();
  return (
    <Part title={title}>
      <dl className={classes.facts}>
        {grounds.map((ground) => (
          <div key={ground.id}>
            <dt>{both(ground)}</dt>
            <dd>
              <Source of={ground} />
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
