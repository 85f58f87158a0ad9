import { useLive } from '../client/use-live.ts';
import { Hint, Part, PartColumns } from '../parts/part.tsx';
import { Screen } from '../parts/screen.tsx';
import { useWords } from '../words.tsx';
import { CalendarPart } from './calendar-part.tsx';
import { DayForm } from './day-form.tsx';
import { OtherScreen } from './law-links.tsx';
import { OwnDaysPart } from './own-days-part.tsx';

/** The working calendar: days that the office's administrator enters from decrees, beside those that the calendar has. */
export function LawDaysScreen() {
  const { t } = useWords();
  const { value: days } = useLive((client, signal) => client.lawDays.watch(undefined, { signal }), []);
  return (
    <Screen title={t('law.days.title')} aside={<OtherScreen to="/desk/terms" />}>
      {days && (
        <PartColumns
          left={
            <>
              <Part title={t('law.days.enter.title')} what={t('law.days.enter.what')}>
                {days.mayChange ? <DayForm days={days} /> : <Hint>{t('law.days.notAllowed')}</Hint>}
              </Part>
              <OwnDaysPart days={days} />
            </>
          }
          right={<CalendarPart days={days} />}
        />
      )}
    </Screen>
  );
}
