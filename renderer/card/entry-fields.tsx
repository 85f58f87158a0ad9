import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { useWords } from '../words.tsx';
import classes from './card.module.css';
import type { EntryField, EntryGroup } from './entry-view.ts';

/** What was written down, group by group. */
export function EntryFields({ groups }: { groups: readonly EntryGroup[] }) {
  return groups.map((group) => (
    <section key={group.title} className={classes.block}>
      <h2 className={classes.blockTitle}>{group.title}</h2>
      <dl className={classes.fields}>
        {group.fields.map((field) => (
          <Field key={field.label} field={field} />
        ))}
      </dl>
    </section>
  ));
}

function Field({ field: { label, value, long, wide, was, warnings = [] } }: { field: EntryField }) {
  const { t } = useWords();
  return (
    <div className={classes.field} data-long={long || undefined} data-wide={wide || undefined}>
      <dt>{label}</dt>
      <dd>
        <span className={long ? classes.long : undefined}>{value}</span>
        {was !== undefined && (
          <span className={classes.corrected}>
            <IconPencil size={14} aria-hidden /> {long ? t('card.correctedLong') : t('card.corrected', { was })}
          </span>
        )}
        {warnings.map((warning) => (
          <span key={warning} className={classes.warning}>
            <IconAlertTriangle size={14} aria-hidden /> {warning}
          </span>
        ))}
      </dd>
    </div>
  );
}
