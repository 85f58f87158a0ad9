import type { createRouterClient } from '@orpc/server';
import type { Office } from '../../../main/office/office.ts';

/** The office as a page calls it. */
export type BenchClient = ReturnType<typeof createRouterClient<Office['router'], Record<never, never>>>;
