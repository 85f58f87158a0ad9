import { CloseButton, Select } from '@mantine/core';
import { office } from '../client/connection.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import classes from './people.module.css';
import { useSession } from './session.ts';

/** Who works here from now on, in an office where nobody signs in. */
export function ChoosePerson({ onClose }: { onClose: () => void }) {
  const { t, both } = useWords();
  const session = useSession();
  const task = useTask();
  const choose = async (person: string) => {
    if (await task.run(() => office.session.choose({ person }))) onClose();
  };
  return (
    <Dialog label={t('people.choose.title')} onClose={onClose} size={520} padding="lg" className={classes.form}>
      <div className={classes.choosing}>
        <h1 className={classes.title}>{t('people.choose.title')}</h1>
        <CloseButton onClick={onClose} aria-label={t('app.help.close')} />
      </div>
      <Select
        label={t('people.signIn.who')}
        value={session?.person?.id ?? null}
        // Also who is chosen already: they go on.
        onOptionSubmit={(person) => void choose(person)}
        allowDeselect={false}
        data={(session?.people ?? []).map(({ id, name, post }) => ({ value: id, label: `${name}, ${both(post)}` }))}
        searchable
        selectFirstOptionOnChange
        data-autofocus
      />
      {task.problem && <ProblemNote problem={task.problem} />}
      <p className={classes.hint}>{t('people.choose.hint')}</p>
    </Dialog>
  );
}
