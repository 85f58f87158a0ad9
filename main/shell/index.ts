import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, ipcMain, powerMonitor, session } from 'electron';
import { cupsPrinting } from '../printing/cups.ts';
import { CONNECT } from './channels.ts';
import { guardContents, guardSession, isFromPage } from './guards.ts';
import { createLogFile } from './log-file.ts';
import { setMenu } from './menu.ts';
import { keepOffice, type OfficeKeeper } from './office-keeper.ts';
import { keepPage } from './page-keeper.ts';
import { declarePageScheme, servePage } from './page-scheme.ts';
import { chooseProfile, machineFolder, type Profile } from './profile-folder.ts';
import { askAfterGivingUp, askForFolder } from './questions.ts';
import { writeForGroup } from './shared-profile.ts';
import { CHROMIUM_SWITCHES } from './switches.ts';
import { systemVault } from './vault.ts';
import { createWindows } from './windows.ts';

const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(here, '../..');
const developing = !app.isPackaged;

const { folder: profile, shared } = profileFolder();
writeForGroup(shared);
const logFile = join(profile, 'logs', 'kense.log');
const log = createLogFile(logFile);

for (const [name, value] of Object.entries(CHROMIUM_SWITCHES)) app.commandLine.appendSwitch(name, value);
app.setAppUserModelId('kz.kense.desktop');
declarePageScheme();
guardContents(app);
if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else {
  // For a terminal: the one who looks at the screen sees the window come to the front.
  console.log('Кеңсе осы профильмен іске қосылып тұр: оның терезесі алға шықты.');
  console.log('Кеңсе с этим профилем уже работает: её окно вышло вперёд.');
  app.quit();
}

function run(): void {
  guardSession(session.defaultSession, developing);
  servePage(session.defaultSession, join(program, 'out/renderer'));
  const windows = createWindows({
    preload: join(here, '../preload/preload.cjs'),
    stateFile: join(app.getPath('userData'), 'window.json'),
    keep: (window) => keepPage(window, { log, logFile, quit: () => app.quit() }),
  });
  windows.open();
  const office = startOffice();
  ipcMain.on(CONNECT, (event) => {
    if (isFromPage(event)) office.connect(event.sender);
  });
  lockWithSystem(office);
  setMenu(developing, windows.open);
  app.on('second-instance', windows.focus);
  app.on('window-all-closed', () => app.quit());
  closeOfficeFirst(office);
}

function startOffice(): OfficeKeeper {
  const vault = systemVault();
  // Where there is no CUPS the page prints by the system's own window.
  const printing = cupsPrinting();
  const missing = (what: string) => () => Promise.reject(new Error(`this system has no ${what}`));
  const office = keepOffice({
    script: join(here, 'office-process.js'),
    childScript: join(here, 'shell-store-child.js'),
    shared,
    start: {
      profile,
      assets: join(program, 'assets'),
      vault: vault !== undefined,
      printing: printing !== undefined,
      registry: app.commandLine.getSwitchValue('registry'),
    },
    services: {
      wrap: vault?.wrap ?? missing('vault'),
      unwrap: vault?.unwrap ?? missing('vault'),
      listPrinters: printing?.list ?? missing('printers'),
      print: printing?.print ?? missing('printers'),
      chooseFolder: () => askForFolder(BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(0)),
    },
    log,
    onGivenUp: async () => {
      const wish = await askAfterGivingUp('office', BrowserWindow.getAllWindows().at(0), logFile);
      if (wish === 'again') office.startAgain();
      else app.quit();
    },
  });
  return office;
}

/** Who locks the computer, lets it sleep or gives it to another account is not at the desk any more. Which of it is told depends on the system. */
function lockWithSystem(office: OfficeKeeper): void {
  powerMonitor.on('lock-screen', office.lock);
  powerMonitor.on('suspend', office.lock);
  powerMonitor.on('user-did-resign-active', office.lock);
}

/** Holds the end of the program until the office has finished. */
function closeOfficeFirst(office: OfficeKeeper): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void office.close().then(() => {
      closed = true;
      // An office that has ended already is closed at once, and a wish to quit is lost while this one is still being declined.
      setImmediate(() => app.quit());
    });
  });
}

/**
 * `--profile=FOLDER` or `KENSE_PROFILE` names another profile, with everything that Chromium keeps beside it. Otherwise that stays
 * with the account: its vault's own key is among it.
 */
function profileFolder(): Profile {
  const named = app.commandLine.getSwitchValue('profile') || process.env.KENSE_PROFILE;
  const own = join(app.getPath('userData'), 'profile');
  const profile = chooseProfile({ named, own, machine: machineFolder(process.platform, process.env.ProgramData) });
  if (named) app.setPath('userData', join(profile.folder, 'desktop'));
  return profile;
}
