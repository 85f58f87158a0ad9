import { z } from 'zod';
import { requiredLine, text } from '../../fields.ts';
import { action } from '../action.ts';

export const takeOffControl = action('takeOffControl', {
  data: z.object({ on: z.iso.date('notDate'), note: text(2_000) }),
  change: (_data, { control }) => (control === 'on' ? { control: 'off' } : { refused: 'notOnControl' }),
  decides: 'control',
});

/** What was answered is not good enough: back into work, as long as it is on control. */
export const returnWithRemarks = action('returnWithRemarks', {
  data: z.object({ remarks: requiredLine(5_000) }),
  change: (_data, { control, decision }) =>
    control === 'on' && decision
      ? { decision: null, answer: null, outcome: '', closedOn: '' }
      : { refused: control === 'on' ? 'notDecided' : 'notOnControl' },
  decides: 'control',
});
