import type { Table } from './table.ts';

type Laid = Pick<Table, 'connection' | 'sql' | 'attachmentsSql' | 'indexes' | 'covered' | 'coveringIndexes'>;

/** The table of a collection's documents, with its indexes. */
export function createDocumentTable({ connection, sql, indexes, covered, coveringIndexes }: Laid): void {
  const keys = indexes.map(({ column }) => `${column} BLOB NOT NULL, `).join('');
  const values = covered.map(({ column, sqlType }) => `${column} ${sqlType}, `).join('');
  connection.exec(`CREATE TABLE ${sql} (
    row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, sequence INTEGER NOT NULL, deleted INTEGER NOT NULL,
    lwt REAL NOT NULL, ${keys}${values}body BLOB NOT NULL
  ) STRICT`);
  connection.exec(`CREATE UNIQUE INDEX ${sql}_sequence ON ${sql} (sequence)`);
  connection.exec(`CREATE INDEX ${sql}_deleted ON ${sql} (lwt) WHERE deleted = 1`);
  for (const index of indexes) {
    const behind = coveringIndexes.includes(index) ? covered : [];
    const columns = [index, ...behind].map(({ column }) => column).join(', ');
    connection.exec(`CREATE INDEX ${sql}_${index.column} ON ${sql} (${columns})`);
  }
}

export function createAttachmentTable({ connection, attachmentsSql }: Laid): void {
  connection.exec(`CREATE TABLE ${attachmentsSql} (
    id BLOB NOT NULL, attachment BLOB NOT NULL, digest BLOB NOT NULL, type BLOB NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (id, attachment)
  ) STRICT`);
}
