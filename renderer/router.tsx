import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { CardScreen } from './card/card-screen.tsx';
import { readCardSearch } from './card/card-search.ts';
import { ControlScreen } from './control/control-screen.tsx';
import { readControlSearch } from './control/control-search.ts';
import { DeskScreen } from './desk/desk-screen.tsx';
import { ExchangeScreen } from './exchange/exchange-screen.tsx';
import { Frame } from './frame/frame.tsx';
import { NotFound } from './frame/not-found.tsx';
import { IntakeScreen } from './intake/intake-screen.tsx';
import { readSearch } from './journal/filter.ts';
import { JournalScreen } from './journal/journal-screen.tsx';
import { LawDaysScreen } from './law/days-screen.tsx';
import { LawTermsScreen } from './law/terms-screen.tsx';
import { LetterScreen } from './letters/letter-screen.tsx';
import { readLetterSearch } from './letters/letter-search.ts';
import { ListsScreen } from './letters/lists-screen.tsx';
import { TextsScreen } from './letters/texts-screen.tsx';
import { OwnScreen } from './people/own-screen.tsx';
import { StaffScreen } from './people/staff-screen.tsx';
import { RegisterScreen } from './register/register-screen.tsx';
import { SafetyScreen } from './safety/safety-screen.tsx';
import { SheetScreen } from './safety/sheet-screen.tsx';
import { TodayScreen } from './today/today-screen.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: TodayScreen }),
  createRoute({ getParentRoute: () => root, path: '/new', component: IntakeScreen }),
  /** What is filtered stands in the address, so that coming back from a card finds the list as it was. */
  createRoute({ getParentRoute: () => root, path: '/papers', component: JournalScreen, validateSearch: readSearch }),
  createRoute({
    getParentRoute: () => root,
    path: '/papers/$number',
    component: CardScreen,
    validateSearch: readCardSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/control',
    component: ControlScreen,
    validateSearch: readControlSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/papers/$number/letter',
    component: LetterScreen,
    validateSearch: readLetterSearch,
  }),
  createRoute({ getParentRoute: () => root, path: '/letters', component: ListsScreen }),
  createRoute({ getParentRoute: () => root, path: '/letters/texts', component: TextsScreen }),
  createRoute({ getParentRoute: () => root, path: '/register', component: RegisterScreen }),
  createRoute({ getParentRoute: () => root, path: '/desk', component: DeskScreen }),
  createRoute({ getParentRoute: () => root, path: '/desk/days', component: LawDaysScreen }),
  createRoute({ getParentRoute: () => root, path: '/desk/terms', component: LawTermsScreen }),
  createRoute({ getParentRoute: () => root, path: '/exchange', component: ExchangeScreen }),
  createRoute({ getParentRoute: () => root, path: '/staff', component: StaffScreen }),
  createRoute({ getParentRoute: () => root, path: '/me', component: OwnScreen }),
  createRoute({ getParentRoute: () => root, path: '/safety', component: SafetyScreen }),
  createRoute({ getParentRoute: () => root, path: '/safety/sheet', component: SheetScreen }),
] as const;

/** Screens by address. The history is in the hash: the page is one file, whatever serves it. */
export const router = createRouter({ routeTree: root.addChildren(routes), history: createHashHistory() });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
