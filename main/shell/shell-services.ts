import { PrintError } from '../office/ports.ts';
import type { Answer, Call, Failure, ShellServices } from './office-messages.ts';

type Waiting = { resolve(value: unknown): void; reject(error: Error): void };

/** The office's side: the shell's services as plain asynchronous functions. */
export function callShell(send: (call: Call) => void): { services: ShellServices; take(answer: Answer): void } {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const call =
    <T>(service: keyof ShellServices) =>
    (...input: unknown[]) =>
      new Promise<T>((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve: (value) => resolve(value as T), reject });
        send({ id, service, input });
      });
  return {
    services: {
      wrap: call<Uint8Array>('wrap'),
      unwrap: call<Uint8Array>('unwrap'),
      listPrinters: call('listPrinters'),
      print: call<void>('print'),
      chooseFolder: call('chooseFolder'),
    },
    take(answer) {
      const caller = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('failure' in answer) caller?.reject(errorOf(answer.failure));
      else caller?.resolve(answer.value);
    },
  };
}

/** The shell's side: does what the office asks. Never rejects; a failure is an answer. */
export async function answerOffice(services: ShellServices, { id, service, input }: Call): Promise<Answer> {
  try {
    const serve = services[service] as (...input: unknown[]) => Promise<unknown>;
    return { id, value: await serve(...input) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof PrintError) return { message: error.message, printCode: error.code };
  return { message: error instanceof Error ? error.message : String(error) };
}

function errorOf({ message, printCode }: Failure): Error {
  return printCode === undefined ? new Error(message) : new PrintError(printCode, message);
}
