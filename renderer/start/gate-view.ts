import type { Step } from '../../shared/contract/safety.ts';
import type { AppState } from '../../shared/contract/shapes.ts';

/**
 * What the gate shows. `work`: the office whose screens are mounted, if any. `panel`: what is shown instead of them, or lies
 * over them; undefined when nothing stands in the way. `step`: what takes longer than a moment; its progress lies over all.
 */
export type GateView = {
  work: 'office' | 'demo' | undefined;
  panel: AppState | undefined;
  step: Step | undefined;
};

/** The view that follows from a state of the office. The same object comes back where nothing changes. */
export function gateView(view: GateView, state: AppState): GateView {
  switch (state.phase) {
    case 'ready':
      return same(view, { work: state.demo ? 'demo' : 'office', panel: undefined, step: undefined });
    case 'absent':
      return same(view, { work: undefined, panel: state, step: undefined });
    case 'locked':
    case 'failed': {
      const work = view.work === (state.demo ? 'demo' : 'office') ? view.work : undefined;
      return same(view, { work, panel: state, step: undefined });
    }
    case 'opening': {
      // A form that asked for this stays: a wrong passphrase or a failed set-up comes back to it with all that was typed.
      const panel = view.panel?.phase === 'opening' ? undefined : view.panel;
      return same(view, { work: view.work, panel: panel ?? { phase: 'opening' }, step: state.step });
    }
  }
}

function same(view: GateView, next: GateView): GateView {
  return JSON.stringify(view) === JSON.stringify(next) ? view : next;
}
