import 'dayjs/locale/kk';
import 'dayjs/locale/ru';
import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Gate } from './start/gate.tsx';
import { theme, themeVariables } from './theme.ts';
import { useWords, WordsProvider } from './words.tsx';

export function App() {
  return (
    <WordsProvider>
      <MantineProvider theme={theme} cssVariablesResolver={themeVariables} defaultColorScheme="auto">
        <Localised />
      </MantineProvider>
    </WordsProvider>
  );
}

function Localised() {
  const { language } = useWords();
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
      <Gate />
    </DatesProvider>
  );
}
