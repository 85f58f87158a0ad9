import { actionNames, type Status, type Step, statuses, steps } from './life.ts';

/** The life of an appeal as a Mermaid diagram: what the README shows. Actions that change nothing of the place are listed below it. */
export function drawLife(): string {
  const arrows = new Map<string, string[]>();
  const staying = new Map<Status, string[]>(statuses.map((status) => [status, []]));
  for (const name of actionNames) {
    const { from: places, to, or, stays = [] }: Step = steps[name];
    for (const from of places) {
      const nexts = stays.includes(from) ? [from] : [to ?? from, or ?? to ?? from];
      for (const next of new Set(nexts)) {
        if (next === from) staying.get(from)!.push(name);
        else arrows.set(`${from} --> ${next}`, [...(arrows.get(`${from} --> ${next}`) ?? []), name]);
      }
    }
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> registered: register',
    ...[...arrows].map(([arrow, names]) => `  ${arrow}: ${names.join(', ')}`),
    '```',
    '',
    '| where it stands | what else is possible there |',
    '|---|---|',
    ...statuses.map((status) => `| ${status} | ${staying.get(status)!.join(', ') || '–'} |`),
  ].join('\n');
}
