import { useId, useMemo, useState } from 'react';
import type { Lists, MadeList } from '../../shared/contract/lists.ts';
import { isAwayOn } from '../card/actions/use-people.ts';
import { office } from '../client/connection.ts';
import { useToday } from '../clock.ts';
import { ChoiceInput } from '../inputs/choice-input.tsx';
import { Hint, Part } from '../parts/part.tsx';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { Chosen } from './chosen.tsx';
import classes from './letters.module.css';

type Group = Lists['toHandOver'][number];

/** Papers in work that nobody has taken yet, by executor. */
export function HandOverPart({ groups, onMade }: { groups: Group[]; onMade: (list: MadeList) => void }) {
  const { t } = useWords();
  return (
    <Part title={t('lists.handOver.title')} what={t('lists.handOver.what')}>
      {groups.length === 0 && <Hint>{t('lists.handOver.none')}</Hint>}
      {groups.map((group) => (
        <OfExecutor key={`${group.to.id} ${group.to.name}`} group={group} onMade={onMade} />
      ))}
    </Part>
  );
}

/** The executor takes them, or somebody who is there for him: one of the staff. */
function OfExecutor({
  group: { to, here, total, papers },
  onMade,
}: {
  group: Group;
  onMade: (list: MadeList) => void;
}) {
  const { t, groupNumber, formatDate } = useWords();
  const id = useId();
  const present = usePresent();
  const [picked, setPicked] = useState('');
  const self = here ? [{ value: to.id, label: to.name }] : [];
  const takers = [...self, ...present.filter(({ value }) => value !== to.id)];
  const taker = takers.find(({ value }) => value === picked) ?? (here ? self[0] : undefined);
  return (
    <Chosen
      title={to.name}
      total={total}
      rows={papers}
      does={t('lists.handOver.do')}
      able={taker !== undefined}
      make={(numbers) =>
        office.lists.handOver({ to: { id: taker?.value ?? '', name: taker?.label ?? '' }, whose: to, numbers })
      }
      onMade={onMade}
      cells={(paper) => [paper.from, paper.summary, formatDate(paper.dueOn)]}
      number={(paper) => groupNumber(paper.number)}
    >
      <div id={id.replaceAll(':', '')} className={classes.taker}>
        <ChoiceInput
          field={{ id: `${id}-taker`, label: t('lists.handOver.taker'), error: undefined }}
          value={taker?.value ?? ''}
          onChange={setPicked}
          data={takers}
          lists={id.replaceAll(':', '')}
        />
        {!here && <Hint>{t('lists.handOver.away', { name: to.name })}</Hint>}
      </div>
    </Chosen>
  );
}

/** Those of the staff who are there today. */
function usePresent(): { value: string; label: string }[] {
  const { staff, body } = useDirectory().directory;
  const today = useToday(body.zone);
  return useMemo(
    () =>
      staff
        .filter((person) => (person.leftOn === undefined || person.leftOn > today) && !isAwayOn(person, today))
        .map(({ id, name }) => ({ value: id, label: name })),
    [staff, today],
  );
}
