/** One column of a register. */
export type RegisterColumn = {
  title: string;
  /** Figures stand at the right, everything else at the left. */
  align: 'left' | 'right';
};

/** What stands above the rows, and on every page. All texts are ready to print. */
export type RegisterHead = {
  language: 'kk' | 'ru';
  body: string;
  title: string;
  /** Period, filters, order: a line each. */
  about: string[];
  columns: RegisterColumn[];
  /** Instant; the file's date. */
  madeAt: string;
  /** When and by whom it was made; at the foot of every page. */
  made: string;
  /** Words before the number of the page, and before and after the number of pages. */
  page: { before: string; between: string; after: string };
};

/** A row: one text a column. */
export type RegisterRow = string[];

/** A heading among the rows; that of level 1 is repeated at the top of the pages that its rows go on to. */
export type RegisterSection = { section: string; level: 1 | 2 };

/** Where somebody signs for the rows above. */
export type RegisterReceipt = { role: string; name: string; captions: { sign: string; date: string } };

export type RegisterLine = RegisterRow | RegisterSection | RegisterReceipt;

/** What stands below the last row. */
export type RegisterFoot = {
  /** Totals, a line each: the count first. */
  totals: string[];
  signatures: Signature[];
};

/** Who signs: what for, and as far as it is known with which post and name. `captions` stand below the lines to be filled in. */
export type Signature = {
  role: string;
  post: string;
  name: string;
  captions: { post: string; sign: string; name: string };
};

export type FinishedRegister = { pdf: Uint8Array; pages: number };
