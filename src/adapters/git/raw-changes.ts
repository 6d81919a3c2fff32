import type { TreeChange } from '../../ports/run-store.ts';
import { nulEnded, type PathBytes, textOfPath } from './path-bytes.ts';

/** An entry that differs, as git's raw format tells it. A side that is not there has the mode '000000'. */
export interface RawChange {
  readonly bytes: PathBytes;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldId: string;
  readonly newId: string;
}

const absent = '000000';
export const repositoryMode = '160000';

/** Reads the output of `diff-tree -r -z --raw --no-renames` and of `diff-index`. */
export const readRawChanges = (output: Buffer): RawChange[] => {
  const pieces = nulEnded(output);
  const changes: RawChange[] = [];
  for (let at = 0; at + 1 < pieces.length; at += 2) {
    const [oldMode = '', newMode = '', oldId = '', newId = ''] = (pieces[at] ?? '').slice(1).split(' ');
    changes.push({ bytes: pieces[at + 1] ?? '', oldMode, newMode, oldId, newId });
  }
  return changes;
};

/** The change as the rest of the program knows it. */
export const treeChange = ({ bytes, oldMode, newMode }: RawChange): TreeChange => ({
  path: textOfPath(bytes),
  kind: oldMode === absent ? 'added' : newMode === absent ? 'deleted' : 'modified',
  mode: newMode,
});

const entries = (sides: readonly (readonly [mode: string, id: string, bytes: PathBytes])[]): Buffer =>
  Buffer.from(
    sides
      .map(([mode, id, bytes]) => `${mode === absent ? '0' : mode} ${id}\t${bytes}\0`)
      // A file must go before a folder of its name can come, and the other way round.
      .sort((a, b) => Number(b.startsWith('0 ')) - Number(a.startsWith('0 ')))
      .join(''),
    'latin1',
  );

/** Input of `update-index -z --index-info` that makes the entries what they were on the old side. */
export const oldEntries = (changes: readonly RawChange[]): Buffer =>
  entries(changes.map(({ oldMode, oldId, bytes }) => [oldMode, oldId, bytes]));

/** The same for the new side. */
export const newEntries = (changes: readonly RawChange[]): Buffer =>
  entries(changes.map(({ newMode, newId, bytes }) => [newMode, newId, bytes]));
