import { z } from 'zod';
import { requiredLine, text } from '../../fields.ts';
import { action, reopened } from '../action.ts';
import type { AppealState } from '../state.ts';

const isOnControl = ({ control }: AppealState) => (control === 'on' ? undefined : 'notOnControl');

export const takeOffControl = action('takeOffControl', {
  data: z.object({ on: z.iso.date('notDate'), note: text(2_000) }),
  needs: isOnControl,
  change: () => ({ control: 'off' }),
  decides: 'control',
});

/** What was answered is not good enough: back into work, as long as it is on control. */
export const returnWithRemarks = action('returnWithRemarks', {
  data: z.object({ remarks: requiredLine(5_000) }),
  needs: (state) => isOnControl(state) ?? (state.answer ? undefined : 'notAnswered'),
  change: (_data, state) => reopened(state),
  // Whoever sent the answer out meanwhile did not know that it comes back.
  decides: ['control', 'dispatch'],
});
