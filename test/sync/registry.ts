import { couchAt } from '../../registry/deploy/couch.ts';
import type { EmbeddedRegistry } from '../../registry/embedded/server.ts';
import { startEmbeddedRegistry } from '../../registry/embedded/server.ts';
import { addAgency } from '../../registry/provisioning/agency.ts';
import type { Paper } from '../../shared/domain/log/line.ts';

export type Registry = Awaited<ReturnType<typeof startRegistry>>;

/** A registry for tests, and what its administrator may do. */
export async function startRegistry(folder: string, agencies: string[], port = 0) {
  const server: EmbeddedRegistry = await startEmbeddedRegistry({ folder, port, agencies });
  const { name, password } = server.administrator;
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${server.url}/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return response.json();
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
    port: Number(new URL(server.url).port),
    close: server.close,
    ask,
    /** The account of an agency's sites: tests have one for all of its desks. */
    async addUser(user: string, agency: string) {
      const year = (new Date().getFullYear() % 100) - 1;
      const codes = ['01', '02', '03', '04'].map((desk) => `desk-${agency}-${desk}-${year}`);
      const roles = ['site', `agency-${agency}`, ...codes];
      const account = { name: user, password: `${user}-password`, roles, type: 'user' };
      await ask('PUT', `_users/org.couchdb.user:${user}`, account);
      return { name: user, password: account.password };
    },
    /** With its databases and the registry's own check. */
    addAgency: (agency: string) =>
      addAgency(couchAt(server.url, server.administrator), {
        agency,
        name: { kk: 'Әкім аппараты', ru: 'Аппарат акима' },
        zone: 'Asia/Atyrau',
      }),
    papersIn,
    /** Makes a database anew, empty, with the same members. */
    async remake(database: string) {
      const security = await ask('GET', `${database}/_security`);
      await ask('DELETE', database);
      await ask('PUT', database, {});
      await ask('PUT', `${database}/_security`, security);
    },
    /** A rule of the registry, as JavaScript. */
    validate: async (database: string, rule: string) => {
      const id = '_design/rule';
      const old = (await ask('GET', `${database}/${id}`)) as { _rev?: string };
      await ask('PUT', `${database}/${id}`, {
        ...(old._rev && { _rev: old._rev }),
        validate_doc_update: rule,
      });
    },
  };
}
