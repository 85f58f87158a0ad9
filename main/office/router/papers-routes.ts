import { parseNumber } from '../../../shared/domain/number/paper-number.ts';
import { plainDigits } from '../../../shared/domain/text/digits.ts';
import { anyOf } from '../live.ts';
import { linkRegistered } from '../matters/link-repeat.ts';
import { findRepeats, repeatsOf } from '../matters/repeats.ts';
import { findCompetent, suggestExecutors, suggestSubjects } from '../matters/suggestions.ts';
import { act } from '../services/act.ts';
import { openCard } from '../services/card.ts';
import { controlOf, controlPage, overdueHidden } from '../services/control.ts';
import { findPapers } from '../services/find-papers.ts';
import { journalPage } from '../services/journal.ts';
import { findPeople, papersOfPerson } from '../services/people.ts';
import { findPlaces, placesOfCode } from '../services/places.ts';
import type { Working } from '../working.ts';
import { type Answering, base64 } from './answering.ts';

/** The number itself is on record then, and not once more whom it belongs to. */
const isWholeNumber = (idNumber: string | undefined) => /^\d{12}$/.test(plainDigits(idNumber ?? ''));

const papersChanged = ({ office }: Working) => office.papersChanged;
/** Papers, the day, the calendar, the staff. */
const onControl = ({ office }: Working) => anyOf(office.papersChanged, office.minutePassed, office.directoryChanged);

/** Papers: taking them, finding them, what is done with them, what is due. */
export function papersRoutes({ guarded, live, inOffice }: Answering) {
  return {
    papers: {
      register: guarded.papers.register.handler(({ input: { link, ...paper } }) =>
        inOffice(async ({ office, registrar }) => {
          const answer = await registrar.register(paper);
          return link ? linkRegistered(office, answer, link) : answer;
        }),
      ),
      journal: guarded.papers.journal.handler(({ input, signal }) =>
        live(
          ({ office }) => anyOf(office.papersChanged, office.minutePassed),
          ({ office }) => journalPage(office, input),
          signal,
        ),
      ),
      card: guarded.papers.card.handler(({ input, signal }) =>
        live(
          ({ office, prints, sync }) =>
            anyOf(office.papersChanged, office.directoryChanged, prints.changes, sync.refusalsChanged),
          ({ office, prints, scans, looks, sync }) => {
            looks.note('card', input.number);
            return openCard(office, { prints, scans, sync }, input.number);
          },
          signal,
        ),
      ),
      act: guarded.papers.act.handler(({ input }) =>
        inOffice(({ office, sync }) => act(office, input, (number) => sync.refusalOf(number)?.isCorrectable === true)),
      ),
      noteExport: guarded.papers.noteExport.handler(({ input }) =>
        inOffice(async ({ looks }) => looks.note('export', input.number)),
      ),
      find: guarded.papers.find.handler(({ input }) =>
        inOffice(async ({ office, looks }) => {
          looks.noteSearch(input.text);
          const rows = await findPapers(office, input.text, input.limit);
          if (!isWholeNumber(input.text) && !parseNumber(input.text).ok) looks.noteFound(rows.map(({ from }) => from));
          return rows;
        }),
      ),
    },
    control: {
      watch: guarded.control.watch.handler(({ input, signal }) =>
        live(
          (working) => anyOf(onControl(working), working.registers.changes),
          ({ office }) => controlOf(office, input.executor),
          signal,
        ),
      ),
      list: guarded.control.list.handler(({ input, signal }) =>
        live(onControl, ({ office }) => controlPage(office, input), signal),
      ),
      hidden: guarded.control.hidden.handler(({ input, signal }) =>
        live(onControl, ({ office }) => overdueHidden(office, input), signal),
      ),
      reminder: guarded.control.reminder.handler(({ signal }) =>
        live(
          (working) => anyOf(onControl(working), working.reminders.changes, working.office.session.changes),
          ({ reminders }) => reminders.now(),
          signal,
        ),
      ),
      reminded: guarded.control.reminded.handler(() => inOffice(({ reminders }) => reminders.noteRead())),
    },
    scans: {
      limits: guarded.scans.limits.handler(() => inOffice(async ({ scans }) => scans.limits())),
      begin: guarded.scans.begin.handler(({ input }) => inOffice(async ({ scans }) => ({ id: scans.begin(input) }))),
      add: guarded.scans.add.handler(({ input }) =>
        inOffice(async ({ scans }) => scans.add(input.id, input.offset, Buffer.from(input.data, 'base64'))),
      ),
      attach: guarded.scans.attach.handler(({ input }) =>
        inOffice(async ({ scans }) => void (await scans.attach(input.id))),
      ),
      read: guarded.scans.read.handler(({ input }) =>
        inOffice(async ({ scans }) => {
          const { data, bytes } = await scans.read(input.sha256, input.offset);
          return { data: base64(data), bytes };
        }),
      ),
      arrival: guarded.scans.arrival.handler(({ input, signal }) =>
        live(
          ({ scans }) => scans.arrivals,
          ({ scans }) => ({ share: scans.arrived(input.sha256) }),
          signal,
        ),
      ),
    },
    people: {
      find: guarded.people.find.handler(({ input }) =>
        inOffice(async ({ office, looks }) => {
          looks.noteSearch(input.idNumber);
          const found = await findPeople(office, input);
          if (!isWholeNumber(input.idNumber)) looks.noteFound(found.map(({ applicant }) => applicant.name));
          return found;
        }),
      ),
      papers: guarded.people.papers.handler(({ input, signal }) =>
        live(
          papersChanged,
          async ({ office, looks }) => {
            const rows = await papersOfPerson(office, input);
            if (isWholeNumber(input.idNumber)) looks.noteSearch(input.idNumber);
            else looks.noteFound(rows.map(({ from }) => from));
            return rows;
          },
          signal,
        ),
      ),
    },
    matters: {
      repeats: guarded.matters.repeats.handler(({ input }) =>
        inOffice(({ office, learning }) => findRepeats(office, learning, input)),
      ),
      repeatsOf: guarded.matters.repeatsOf.handler(({ input }) =>
        inOffice(({ office, learning }) => repeatsOf(office, learning, input.number)),
      ),
      subjects: guarded.matters.subjects.handler(({ input }) =>
        inOffice(async ({ office, learning }) => suggestSubjects(office, learning, input)),
      ),
      executors: guarded.matters.executors.handler(({ input }) =>
        inOffice(({ office, learning }) => suggestExecutors(office, learning, input.subject)),
      ),
      competent: guarded.matters.competent.handler(({ input }) =>
        inOffice(({ office }) => findCompetent(office, input)),
      ),
    },
    places: {
      find: guarded.places.find.handler(({ input }) =>
        inOffice(({ office }) => findPlaces(office, input.text, input.limit)),
      ),
      classifier: guarded.places.classifier.handler(() => inOffice(({ office }) => office.assets.classifier())),
      get: guarded.places.get.handler(({ input }) => inOffice(({ office }) => placesOfCode(office, input.code))),
    },
    drafts: {
      watch: guarded.drafts.watch.handler(({ signal }) =>
        live(
          ({ drafts }) => drafts.changes,
          ({ drafts }) => drafts.all(),
          signal,
          'intake',
        ),
      ),
      save: guarded.drafts.save.handler(({ input }) => inOffice(({ drafts }) => drafts.save(input))),
      remove: guarded.drafts.remove.handler(({ input }) => inOffice(({ drafts }) => drafts.remove(input.id))),
    },
    views: {
      watch: guarded.views.watch.handler(({ signal }) =>
        live(
          ({ views }) => views.changes,
          ({ views }) => views.now(),
          signal,
        ),
      ),
      saveColumns: guarded.views.saveColumns.handler(({ input }) =>
        inOffice(({ views }) => views.saveColumns(input.columns)),
      ),
      save: guarded.views.save.handler(({ input }) => inOffice(({ views }) => views.save(input))),
      remove: guarded.views.remove.handler(({ input }) => inOffice(({ views }) => views.remove(input.id))),
    },
  };
}
