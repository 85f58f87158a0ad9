import type { Lists, MadeList } from '../../shared/contract/lists.ts';
import { office } from '../client/connection.ts';
import { Hint, Part } from '../parts/part.tsx';
import { valueWord } from '../parts/value-words.ts';
import { useWords } from '../words.tsx';
import { Chosen } from './chosen.tsx';

type Props = { groups: Lists['toDispatch']; onMade: (list: MadeList) => void };

/** Answers that are still in the house, by way of delivery. */
export function DispatchPart({ groups, onMade }: Props) {
  const words = useWords();
  const { t, groupNumber, formatDate } = words;
  return (
    <Part title={t('lists.dispatch.title')} what={t('lists.dispatch.what')}>
      {groups.length === 0 && <Hint>{t('lists.dispatch.none')}</Hint>}
      {groups.map(({ way, total, answers }) => (
        <Chosen
          key={way}
          title={valueWord(words, 'way', way)}
          total={total}
          rows={answers}
          does={t('lists.dispatch.do')}
          make={(numbers) => office.lists.dispatch({ way, numbers })}
          onMade={onMade}
          cells={({ to, address, answer }) => [
            t('letters.numberAndDate', { number: answer.number, date: formatDate(answer.on) }),
            to,
            address,
          ]}
          number={(row) => groupNumber(row.number)}
        />
      ))}
    </Part>
  );
}
