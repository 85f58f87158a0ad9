import { z } from 'zod';
import { line, requiredLine, text } from '../../fields.ts';
import { action } from '../action.ts';

/** Arts 73–74: before a decision against him the applicant gets it in draft and may state his position. */
export const callHearing = action('callHearing', {
  data: z.object({
    on: z.iso.date('notDate'),
    noticeOn: z.iso.date('notDate'),
    form: z.enum(['meeting', 'videoLink', 'informationSystem', 'other'], 'unknownValue'),
    place: line(500),
    preliminary: text(10_000),
  }),
  change: ({ on, noticeOn }) =>
    on < noticeOn
      ? { refused: 'hearingBeforeNotice' }
      : { hearing: { on, noticeOn, held: false }, hearingWaived: false },
  decides: 'hearing',
  tells: true,
});

/** The minutes of art. 74. */
export const holdHearing = action('holdHearing', {
  data: z.object({
    on: z.iso.date('notDate'),
    begun: line(5),
    ended: line(5),
    place: requiredLine(500),
    chair: requiredLine(300),
    secretary: line(300),
    participants: text(5_000),
    minutes: text(50_000),
    /** Why before the day for which it was called. */
    early: line(2_000).default(''),
  }),
  needs: ({ hearing }) => (hearing ? undefined : 'noHearing'),
  change: ({ on }, { hearing }) =>
    on < hearing!.noticeOn ? { refused: 'hearingBeforeNotice' } : { hearing: { ...hearing!, on, held: true } },
  decides: 'hearing',
  tells: true,
});

/** The applicant wants none, or the law excepts it; the reason stands in the line. */
export const waiveHearing = action('waiveHearing', {
  data: z.object({ on: z.iso.date('notDate'), why: requiredLine(2_000) }),
  change: () => ({ hearingWaived: true }),
  decides: 'hearing',
});
