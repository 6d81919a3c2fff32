import { listInWords } from '../../text/list-in-words.ts';
import { type Git, type GitCall, lineOf } from './git.ts';
import { type PathBytes, textOfPath } from './path-bytes.ts';
import { type RawChange, readRawChanges } from './raw-changes.ts';

export interface Collisions {
  readonly paths: readonly string[];
  /** A sentence for each path, with the nodes that changed it. */
  readonly message: string;
}

/** Of so many paths we look for the nodes; the others are only named. */
const maxTraced = 20;

const nodeFormat = '--format=%(trailers:key=Planloom-Node,valueonly)';

/**
 * Paths that both commits have changed, and not to the same, since they parted; null when there are none. Who merges by
 * path counts two changes of one file as a collision even where their lines do not touch.
 */
export const pathCollisions = async (
  into: string,
  commit: string,
  call: GitCall,
  git: Git,
): Promise<Collisions | null> => {
  const foot = await git(['merge-base', into, commit], { ...call, accept: [0, 1] });
  if (foot.code !== 0) return null;
  const base = lineOf(foot);
  const changesTo = async (to: string): Promise<RawChange[]> =>
    readRawChanges((await git(['diff-tree', '-r', '-z', '--raw', '--no-renames', base, to], call)).stdout);
  const [theirs, ours] = await Promise.all([changesTo(into), changesTo(commit)]);
  const there = new Map(theirs.map((change) => [change.bytes, change]));
  const colliding = ours.filter(({ bytes, newId, newMode }) => {
    const other = there.get(bytes);
    return other !== undefined && (other.newId !== newId || other.newMode !== newMode);
  });
  if (colliding.length === 0) return null;
  const own = await nodesOf(['-1', nodeFormat, commit], call, git);
  const sentences: string[] = [];
  for (const { bytes } of colliding.slice(0, maxTraced)) {
    const others = await nodesThatChanged(bytes, base, into, call, git);
    const nodes = [...new Set([...others, ...own])];
    const name = textOfPath(bytes);
    sentences.push(
      nodes.length < 2 ? `${name} was changed on both sides.` : `${name} was changed by ${listInWords(nodes, 'and')}.`,
    );
  }
  const left = colliding.length - sentences.length;
  if (left > 0) sentences.push(`So were ${String(left)} more files.`);
  return { paths: colliding.map(({ bytes }) => textOfPath(bytes)), message: sentences.join('\n') };
};

const nodesOf = async (args: readonly string[], call: GitCall, git: Git): Promise<readonly string[]> =>
  lineOf(await git(['log', ...args], call))
    .split('\n')
    .filter((line) => line !== '');

const nodesThatChanged = async (
  bytes: PathBytes,
  base: string,
  into: string,
  call: GitCall,
  git: Git,
): Promise<readonly string[]> => {
  const literal = `:(literal)${textOfPath(bytes)}`;
  return (await nodesOf(['--first-parent', nodeFormat, into, `^${base}`, '--', literal], call, git)).toReversed();
};
