import { z } from 'zod';
import { requiredLine, text } from '../../fields.ts';
import { action } from '../action.ts';

/** Two people did what contradicts each other: whoever it concerns has seen both, and what rules stays (`contradictions.ts`). */
export const settle = action('settle', {
  data: z.object({ topic: requiredLine(60), note: text(2_000) }),
  change: () => ({}),
  decides: (line) => String(line.data.topic),
});
