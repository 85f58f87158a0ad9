import { type BaseWindow, dialog, type OpenDialogOptions } from 'electron';

/** Messages of the system, not pages of ours: what is typed stays where it is while the clerk decides. */

const stopped = {
  office:
    'Бағдарламаның қағаздарды сақтайтын бөлігі бірнеше рет өздігінен тоқтады. Тіркелген қағаздар дискіде сақтаулы.\n\n' +
    'Часть программы, которая хранит бумаги, несколько раз остановилась сама. Зарегистрированные бумаги сохранены на диске.',
  page:
    'Терезенің беті бірнеше рет өздігінен тоқтады. Тіркелген қағаздар дискіде сақтаулы.\n\n' +
    'Страница окна несколько раз остановилась сама. Зарегистрированные бумаги сохранены на диске.',
};

/** The office, or the page of `window`, ended again and again. */
export async function askAfterGivingUp(
  what: keyof typeof stopped,
  window: BaseWindow | undefined,
  logFile: string,
): Promise<'again' | 'quit'> {
  const message = {
    type: 'error' as const,
    title: 'Кеңсе',
    message: stopped[what],
    detail: `Әкімшіге мына файлды көрсетіңіз · Покажите администратору файл:\n${logFile}`,
    buttons: ['Қайта көру · Попробовать снова', 'Шығу · Выйти'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, message) : dialog.showMessageBox(message));
  return response === 0 ? 'again' : 'quit';
}

/** The page of `window` does not answer; only the clerk knows whether what is typed is worth waiting for. `signal` takes the question back. */
export async function askAboutSilence(window: BaseWindow, signal: AbortSignal): Promise<'wait' | 'reopen'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Кеңсе',
    message:
      'Терезе жауап бермей тұр. Қайта ашсаңыз, жазылған, бірақ тіркелмеген мәтін жоғалуы мүмкін.\n\n' +
      'Окно не отвечает. Если открыть его заново, введённое, но не зарегистрированное может пропасть.',
    buttons: ['Күту · Подождать', 'Қайта ашу · Открыть заново'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return response === 1 ? 'reopen' : 'wait';
}

/** A folder for what goes or comes on a stick, in front of `window`; '' for none. */
export async function askForFolder(window: BaseWindow | undefined): Promise<string> {
  const options: OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] };
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return filePaths[0] ?? '';
}
