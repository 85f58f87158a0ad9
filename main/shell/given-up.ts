import { type BaseWindow, dialog } from 'electron';

/**
 * The office ended again and again. A message of the system, not a page of ours: what is typed stays where it is while the
 * clerk decides.
 */
export async function askAfterGivingUp(window: BaseWindow | undefined, logFile: string): Promise<'again' | 'quit'> {
  const message = {
    type: 'error' as const,
    title: 'Кеңсе',
    message:
      'Бағдарламаның қағаздарды сақтайтын бөлігі бірнеше рет өздігінен тоқтады. Тіркелген қағаздар дискіде сақтаулы.\n\n' +
      'Часть программы, которая хранит бумаги, несколько раз остановилась сама. Зарегистрированные бумаги сохранены на диске.',
    detail: `Әкімшіге мына файлды көрсетіңіз · Покажите администратору файл:\n${logFile}`,
    buttons: ['Қайта көру · Попробовать снова', 'Шығу · Выйти'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, message) : dialog.showMessageBox(message));
  return response === 0 ? 'again' : 'quit';
}
