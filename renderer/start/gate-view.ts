import type { AppState } from '../../shared/contract/shapes.ts';

/**
 * What the gate shows. `work`: the office whose screens are mounted, if any. `panel`: what is shown instead of them, or lies
 * over them; undefined when nothing stands in the way.
 */
export type GateView = { work: 'office' | 'demo' | undefined; panel: AppState | undefined };

/** The view that follows from a state of the office. The same object comes back where nothing changes. */
export function gateView(view: GateView, state: AppState): GateView {
  switch (state.phase) {
    case 'ready': {
      const work = state.demo ? 'demo' : 'office';
      return view.work === work && view.panel === undefined ? view : { work, panel: undefined };
    }
    case 'absent':
      return same(view, { work: undefined, panel: state });
    case 'locked':
    case 'failed': {
      const work = view.work === (state.demo ? 'demo' : 'office') ? view.work : undefined;
      return same(view, { work, panel: state });
    }
    case 'opening':
      // A form that asked for this stays: a wrong passphrase or a failed set-up comes back to it with all that was typed.
      return view.panel === undefined ? same(view, { work: view.work, panel: state }) : view;
  }
}

function same(view: GateView, next: GateView): GateView {
  return view.work === next.work && isSame(view.panel, next.panel) ? view : next;
}

function isSame(a: AppState | undefined, b: AppState | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
