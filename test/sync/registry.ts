import { addAgency } from '../../registry/provisioning/agency.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { remakeDatabase } from '../databases.ts';
import { remove } from '../given-server.ts';
import type { Server } from '../registry-server.ts';
import { until } from './until.ts';

export type Registry = Awaited<ReturnType<typeof startRegistry>>;

/** A registry for tests, and what its administrator may do. */
export async function startRegistry(server: Server) {
  const { name, password } = server.administrator;
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  const { couch } = server;
  const users: string[] = [];
  let rules = 0;

  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${server.url}/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return response.json();
  }

  /** As somebody else than the administrator. */
  function askAs(user: { name: string; password: string }, method: string, path: string, body?: unknown) {
    const own = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
    const headers = { authorization: own, 'content-type': 'application/json' };
    return fetch(`${server.url}/${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  const papersIn = async (database: string): Promise<Paper[]> => {
    const { rows } = (await ask('GET', `${database}/_all_docs?include_docs=true`)) as {
      rows: { doc: { _id: string; _rev: string } & Omit<Paper, 'id'> }[];
    };
    return rows
      .filter(({ doc }) => !doc._id.startsWith('_'))
      .map(({ doc: { _id: id, book, entry, log } }) => ({ id, book, entry, log }));
  };

  return {
    url: server.url,
    administrator: server.administrator,
    ask,
    askAs,
    couch,
    /** Leaves nothing behind on a server that was given. */
    async close() {
      if (server.isGiven) for (const user of users) await remove(couch, '_users', `org.couchdb.user:${user}`);
      await server.close();
    },
    /** The account of an agency's sites: tests have one for all of its desks. */
    async addUser(user: string, agency: string) {
      const year = (new Date().getFullYear() % 100) - 1;
      const codes = ['01', '02', '03', '04'].map((desk) => `desk-${agency}-${desk}-${year}`);
      const roles = ['site', `agency-${agency}`, ...codes];
      const account = { name: user, password: `${user}-password`, roles, type: 'user' };
      await remove(couch, '_users', `org.couchdb.user:${user}`);
      await ask('PUT', `_users/org.couchdb.user:${user}`, account);
      users.push(user);
      // CouchDB 3.4 takes a second to look at a password for the first time: not on a desk's time.
      await askAs(account, 'GET', '_session');
      return { name: user, password: account.password };
    },
    /** With its databases and the registry's own check. */
    async addAgency(agency: string) {
      await server.claim(agency);
      await addAgency(couch, { agency, name: { kk: 'Әкім аппараты', ru: 'Аппарат акима' }, zone: 'Asia/Atyrau' });
    },
    papersIn,
    async restart(meanwhile: () => Promise<void>) {
      await server.cut();
      await meanwhile();
      await server.comeBack();
    },
    /**
     * Keeps a database as it is now, with the checkpoints of these sites.
     *
     * @returns what brings it back
     */
    async backUp(database: string, sites: readonly string[]): Promise<() => Promise<void>> {
      const whole = await server.backUp();
      if (whole) return whole;
      const security = await ask('GET', `${database}/_security`);
      const { rows } = (await ask('GET', `${database}/_all_docs`)) as { rows: { id: string }[] };
      const docs = await Promise.all(rows.map(({ id }) => ask('GET', `${database}/${id}?revs=true`)));
      const locals = await Promise.all(sites.map((site) => ask('GET', `${database}/_local/kense-${site}`)));
      return async () => {
        await remakeDatabase(couch, database);
        await ask('PUT', `${database}/_security`, security);
        await ask('POST', `${database}/_bulk_docs`, { new_edits: false, docs });
        for (const { _id, _rev, ...local } of locals as Record<string, unknown>[])
          await ask('PUT', `${database}/${_id}`, local);
      };
    },
    /** Makes a database anew, empty, with the same members. */
    async remake(database: string) {
      const security = await ask('GET', `${database}/_security`);
      await remakeDatabase(couch, database);
      await ask('PUT', `${database}/_security`, security);
    },
    /** The whole of it, as far as an agency goes, is lost and set up again. */
    async makeAnew(agency: string) {
      await server.lose(agency);
      await this.addAgency(agency);
    },
    /** A rule of the registry, as JavaScript; in force when this returns: a server may go by the one before for a while. */
    validate: async (database: string, rule: string) => {
      const id = '_design/rule';
      const old = (await ask('GET', `${database}/${id}`)) as { _rev?: string };
      const name = `rule ${++rules}`;
      await ask('PUT', `${database}/${id}`, {
        ...(old._rev && { _rev: old._rev }),
        validate_doc_update: `function (doc, old, user) {
          if (doc._id.indexOf('probe-') === 0) throw { forbidden: '${name}' };
          return (${rule})(doc, old, user);
        }`,
      });
      const probe = `probe-${rules}`;
      await until(
        async () => {
          const answer = (await ask('PUT', `${database}/${probe}`, {})) as { reason?: string; rev?: string };
          // No rule was in force at all: nobody is to see that it was there.
          if (answer.rev) await ask('POST', `${database}/_purge`, { [probe]: [answer.rev] });
          return answer.reason;
        },
        (reason) => reason === name,
      );
    },
  };
}
