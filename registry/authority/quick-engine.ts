import { getQuickJS } from 'quickjs-emscripten';

/** What a check is given: new and old document, the writer, the database's security object. */
export type CheckArguments = [doc: object, old: object | null, writer: object, security: object];

/** A check as QuickJS runs it, the other engine of CouchDB 3.4 and later: the refusal it throws, or nothing. Its arguments come as JSON, as from the server. */
export async function quickCheck(text: string): Promise<(...args: CheckArguments) => unknown> {
  const engine = (await getQuickJS()).newContext();
  const run = engine.unwrapResult(
    engine.evalCode(`var check = (${text});
      (function (json) {
        try {
          check.apply(null, JSON.parse(json));
          return 'null';
        } catch (refusal) {
          return JSON.stringify(refusal instanceof Error ? String(refusal) : refusal);
        }
      })`),
  );
  return (...args) => {
    const json = engine.newString(JSON.stringify(args));
    const thrown = engine.unwrapResult(engine.callFunction(run, engine.undefined, json)).consume(engine.getString);
    json.dispose();
    return JSON.parse(thrown) ?? undefined;
  };
}
