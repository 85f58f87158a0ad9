import { fileURLToPath } from 'node:url';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { NotWhole, RegistryError } from '../deploy/couch.ts';
import { KeyLost } from '../provisioning/registry-key.ts';
import { commandWords, general, helpHint, targetOptions } from './command-words.ts';
import { type CommandName, commands, type Options } from './commands.ts';
import { Failure, inBoth, say } from './say.ts';
import { openTarget } from './target.ts';
import { problems } from './words.ts';

/** `npm run registry -- COMMAND [options]`: what an administrator of a registry does. Ends with 1 when it was not done, and says why. */

const EMBEDDED = fileURLToPath(new URL('../../.kense/registry', import.meta.url));

/** Options of a command that have no value. */
const FLAGS = ['administrator', 'no-administrator', 'scans', 'help', 'revoked'];

/** Commands that need no registry that has been set up. */
const FIRST: readonly CommandName[] = ['setup', 'agency add'];

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(wordsFor(error));
  process.exitCode = 1;
}

async function run(args: string[]): Promise<void> {
  const names = Object.keys(commandWords) as CommandName[];
  const name = names.find((command) => command.split(' ').every((word, i) => args[i] === word));
  if (!name) {
    say(overview(names));
    if (args.length > 0 && !args.includes('--help')) throw new Failure('unknownCommand', args.join(' '));
    return;
  }
  const options = readOptions(name, args.slice(name.split(' ').length));
  if (options.help) return say(helpOf(name));
  const url = typeof options.url === 'string' ? options.url : process.env.COUCHDB_URL || undefined;
  if (url !== undefined && !isServer(url)) throw new Failure('wrongOption', '--url');
  const target = await openTarget(url, typeof options.folder === 'string' ? options.folder : EMBEDDED);
  try {
    const isSetUp = FIRST.includes(name) || (await target.couch.ask('GET', 'registry')).status !== 404;
    if (!isSetUp) throw new Failure('notSetUp', target.couch.url);
    await commands[name](target, options);
  } finally {
    await target.close();
  }
}

/** An address of the web; name and password in it can be read. */
function isServer(url: string): boolean {
  try {
    const { protocol, username, password } = new URL(url);
    decodeURIComponent(username + password);
    return /^https?:$/.test(protocol);
  } catch {
    return false;
  }
}

function readOptions(name: CommandName, args: string[]): Options {
  const known = [...Object.keys(targetOptions), 'help', ...Object.keys(commandWords[name].options)];
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    known.map((option) => [option, { type: FLAGS.includes(option) ? 'boolean' : 'string' }]),
  );
  try {
    return parseArgs({ args, options, strict: true }).values as Options;
  } catch (error) {
    throw new Failure('unknownOption', (error as Error).message);
  }
}

function overview(names: CommandName[]): string {
  const rows = names.map((name) => `  ${name.padEnd(14)}${inBoth(commandWords[name].what)}`);
  return `${inBoth(general, '\n')}\n\n  npm run registry -- …\n${rows.join('\n')}\n\n${inBoth(helpHint)}`;
}

function helpOf(name: CommandName): string {
  const { what, options } = commandWords[name];
  const rows = Object.entries({ ...options, ...targetOptions }).map(([option, words]) => {
    const value = FLAGS.includes(option) ? '' : '=…';
    return `  ${`--${option}${value}`.padEnd(20)}${words.kk}\n${' '.repeat(22)}${words.ru}`;
  });
  return `npm run registry -- ${name}\n${inBoth(what, '\n')}\n\n${rows.join('\n')}`;
}

function wordsFor(error: unknown): string {
  if (error instanceof Failure) return error.message;
  if (!(error instanceof RegistryError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof KeyLost) return inBoth(problems.keyLost, '\n');
  if (error instanceof NotWhole) return `${inBoth(problems.notWhole, '\n')}\n  ${error.message}`;
  if (error.status === 0) return `${inBoth(problems.notReachable, '\n')}\n  ${error.message}`;
  if (error.status === 401) return inBoth(problems.notAdministrator, '\n');
  return `${inBoth(problems.refused, '\n')}\n  ${error.message}`;
}
