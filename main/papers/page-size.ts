/**
 * Size of a PDF's first page in millimetres, as the printer has to be told; only for PDFs of our own, whose page objects stand in
 * clear.
 *
 * @throws Error when there is no page in it
 */
export function pageSizeOf(pdf: Uint8Array): { widthMm: number; heightMm: number } {
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(Buffer.from(pdf).toString('latin1'));
  if (!box) throw new Error('the PDF has no page');
  const millimetres = (points: string) => Math.round((Number(points) * 254) / 72) / 10;
  return { widthMm: millimetres(box[1]!), heightMm: millimetres(box[2]!) };
}
