import { Menu } from 'electron';

/**
 * Carries the keys of the window. No reload and no closing by key: a slip would cost what is typed; the tools of developers only
 * where they work.
 */
export function setMenu(developing: boolean, openWindow: () => void): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'Кеңсе',
        submenu: [
          { label: 'Жаңа терезе · Новое окно', accelerator: 'CmdOrCtrl+Shift+N', click: openWindow },
          { label: 'Шығу · Выход', role: 'quit', accelerator: '' },
        ],
      },
      {
        label: 'Өңдеу · Правка',
        submenu: [
          { label: 'Болдырмау · Отменить', role: 'undo' },
          { label: 'Қайталау · Повторить', role: 'redo' },
          { label: 'Қиып алу · Вырезать', role: 'cut' },
          { label: 'Көшіру · Копировать', role: 'copy' },
          { label: 'Қою · Вставить', role: 'paste' },
          { label: 'Бәрін белгілеу · Выделить всё', role: 'selectAll' },
        ],
      },
      {
        label: 'Көрініс · Вид',
        submenu: [
          { label: 'Ірілеу · Крупнее', role: 'zoomIn' },
          { label: 'Кішірейту · Мельче', role: 'zoomOut' },
          { label: 'Қалыпты · Обычный размер', role: 'resetZoom' },
          { label: 'Толық экран · Во весь экран', role: 'togglefullscreen' },
          ...(developing ? [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
        ],
      },
    ]),
  );
}
