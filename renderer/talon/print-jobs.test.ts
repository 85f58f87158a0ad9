import { expect, test } from 'vitest';
import { jobsOf, type PrintJob, printInTurn } from './print-jobs.ts';

const talon: PrintJob = { number: '230012326010000016', format: 'a6' };
const label: PrintJob = { ...talon, format: 'label58' };

test('a label that failed behind its talon is printed alone the next time', async () => {
  const out: PrintJob[] = [];
  let labelsEmpty = true;
  const print = async (job: PrintJob) => {
    if (job.format === 'label58' && labelsEmpty) throw new Error('no labels');
    out.push(job);
  };
  const first = await printInTurn(jobsOf(talon, true), print);
  expect(first).toEqual({ printed: 1, left: [label], error: new Error('no labels') });
  labelsEmpty = false;
  expect(await printInTurn(first.left, print)).toEqual({ printed: 1, left: [] });
  expect(out).toEqual([talon, label]);
});

test('a talon that failed leaves its label to print as well', async () => {
  const { printed, left } = await printInTurn(jobsOf(talon, true), () => Promise.reject(new Error('no paper')));
  expect({ printed, left }).toEqual({ printed: 0, left: [talon, label] });
});

test('a label goes along with a talon only where it is wanted, and never with itself', () => {
  expect(jobsOf(talon, false)).toEqual([talon]);
  expect(jobsOf(label, true)).toEqual([label]);
});
