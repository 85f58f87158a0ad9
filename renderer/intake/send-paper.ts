import type { AppealIntake } from '../../shared/books/appeals.ts';
import type { RepeatLink } from '../../shared/contract/matters.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import type { Registered } from '../../shared/contract/shapes.ts';

/** What sending a paper needs of the page around it. */
export type Sending = {
  register: (request: PaperSent) => Promise<Registered>;
  /** Whether the thrown value says that nothing is known of what the call did. */
  isBrokenOff: (error: unknown) => boolean;
  problemOf: (error: unknown) => Problem;
  /** Resolves when sending again makes sense. */
  pause: () => Promise<void>;
};

type PaperSent = { draft: string; book: 'appeals'; intake: AppealIntake; link?: RepeatLink };

/**
 * Sends a paper until there is an answer: broken off on its way, only the office knows whether it has taken it, and it takes a
 * draft once.
 *
 * @param onWaiting the connection broke off; the paper is sent again when it is back
 * @throws what the office refused it with
 */
export async function sendPaper(around: Sending, paper: PaperSent, onWaiting: () => void): Promise<Registered> {
  let unknown = false;
  for (;;) {
    try {
      return await around.register(paper);
    } catch (error) {
      const brokenOff = around.isBrokenOff(error);
      const opening = unknown && around.problemOf(error).code === 'notOpen';
      if (!brokenOff && !opening) throw error;
      unknown = true;
      onWaiting();
      await around.pause();
    }
  }
}
