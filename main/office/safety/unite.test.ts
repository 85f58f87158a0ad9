import { expect, test } from 'vitest';
import { law, newPaper, sound } from '../../../test/domain/acts.ts';
import { actAt, signerAt, united } from '../../../test/domain/logs.ts';
import type { StoredDocument } from '../../store/stored-document.ts';
import { storedPaper } from '../open/stored-paper.ts';
import { uniteCopies } from './unite.ts';

test('a paper united from two copies is on every list on which it would be had it been written here', () => {
  const { site } = signerAt(0);
  const closed = (['resolve', 'decide', 'sign', 'answer'] as const).reduce(
    (paper, name) => actAt(0, paper, name, sound[name]),
    actAt(0, newPaper(), 'register', {}),
  );
  const copies = [
    actAt(0, closed, 'attach', sound.attach),
    actAt(1, closed, 'linkOfficial', sound.linkOfficial),
  ] as const;
  const [mine, theirs] = copies.map((copy) => storedPaper(copy, law, site)) as unknown as [
    StoredDocument,
    StoredDocument,
  ];
  const whole = storedPaper(united(...copies), law, site);
  expect(whole.state).toMatchObject({ toDispatch: 'post', toTakeOff: true, left: true });
  expect(uniteCopies(law, () => {})('papers', mine, theirs)).toEqual(whole);
});
