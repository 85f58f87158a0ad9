import { Button, Group } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import type { FormAction } from '../../../shared/contract/actions.ts';
import type { Card } from '../../../shared/contract/shapes.ts';
import { useDirectory } from '../../state/directory.tsx';
import { useWords } from '../../words.tsx';
import { topicWord } from '../action-words.ts';
import { historyLine } from '../history-view.ts';
import type { About } from './about.ts';
import classes from './actions.module.css';
import type { Acting } from './use-acting.ts';

/** What several desks did without knowing of each other, shown until somebody whom it concerns has settled it. */
export function Contradictions({ card, acting, about }: { card: Card; acting: Acting; about: About }) {
  return card.present.contradictions.map((one) => (
    <Contradiction key={one.topic} one={one} card={card} acting={acting} about={about} />
  ));
}

type Props = { one: Card['present']['contradictions'][number]; card: Card; acting: Acting; about: About };

function Contradiction({ one: { topic, lines, rules, told, mine }, card, acting, about }: Props) {
  const speech = useWords();
  const { t } = speech;
  const { law, subjects, directory } = useDirectory();
  const { registeredOn } = about.state;
  const events = card.history.filter(({ id }) => lines.includes(id));
  const redo = events.find(({ id }) => id === rules)?.do as FormAction;
  const can = (name: FormAction) =>
    card.present.actions.some(({ action, hindrance }) => action === name && hindrance === undefined);
  // Done anew, a part would be one more.
  const isPart = redo === 'redirectPart';
  const name = topicWord(speech, topic);
  return (
    <section className={classes.contradiction} aria-labelledby={`contradiction-${topic}`}>
      <h2 id={`contradiction-${topic}`}>
        <IconArrowsSplit2 size={16} aria-hidden /> {t('actions.contradiction.title', { topic: name })}
      </h2>
      <p>
        {t('actions.contradiction.explain')}
        {told && ` ${t('actions.contradiction.told')}`}
      </p>
      <ol>
        {events
          .map((event) => ({ event, line: historyLine(event, { speech, law, subjects, registeredOn }) }))
          .map(({ event, line }) => (
            <li key={event.id} data-rules={event.id === rules || undefined}>
              {line.what}
              {event.id === rules && ` (${t('actions.contradiction.rules')})`}
              {line.remark !== '' && <span className={classes.who}>{line.remark}</span>}
              <span className={classes.who}>
                {event.by.name} · {speech.formatInstant(event.at, directory.body.zone)}
              </span>
            </li>
          ))}
      </ol>
      {mine ? (
        <Group gap="xs">
          {can(redo) && !isPart && (
            <Button size="xs" onClick={() => acting.open(redo, about)}>
              {t('actions.contradiction.redo')}
            </Button>
          )}
          {can('reopen') && (
            <Button size="xs" variant="default" onClick={() => acting.open('reopen', about)}>
              {t('actions.contradiction.reopen')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => acting.open('settle', about, { topic })}>
            {t('actions.contradiction.keep')}
          </Button>
        </Group>
      ) : (
        <p>{t('actions.contradiction.notYours')}</p>
      )}
    </section>
  );
}
