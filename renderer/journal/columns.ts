import type { JournalColumn } from '../../shared/contract/journal.ts';

/** Least width in pixels, and what share of the rest a column takes; 0 for those that are always as wide. */
type Width = { least: number; share: number };

const widths: Record<JournalColumn, Width> = {
  number: { least: 157, share: 0 },
  official: { least: 152, share: 0 },
  accepted: { least: 130, share: 0 },
  registered: { least: 96, share: 0 },
  kind: { least: 76, share: 1 },
  way: { least: 112, share: 0.6 },
  from: { least: 87, share: 1.7 },
  idNumber: { least: 116, share: 0 },
  place: { least: 116, share: 1.2 },
  subject: { least: 124, share: 1.4 },
  summary: { least: 84, share: 2.4 },
  sheets: { least: 70, share: 0 },
  sender: { least: 130, share: 0.6 },
  executor: { least: 116, share: 1 },
  due: { least: 224, share: 1.3 },
  status: { least: 92, share: 1.1 },
};

/**
 * The columns as a CSS grid, and the width below which the table scrolls sideways within itself.
 *
 * @param extra width in pixels of one more column at the end; 0 for none
 */
export function gridOf(columns: readonly JournalColumn[], extra = 0): { template: string; minWidth: number } {
  const template = columns.map((column) => {
    const { least, share } = widths[column];
    return share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`;
  });
  if (extra > 0) template.push(`minmax(${extra}px, 1.5fr)`);
  return {
    // Where no column grows, the last one takes the rest.
    template:
      extra > 0 || columns.some((column) => widths[column].share > 0)
        ? template.join(' ')
        : `${template.join(' ')} 1fr`,
    minWidth: columns.reduce((sum, column) => sum + widths[column].least, extra),
  };
}
