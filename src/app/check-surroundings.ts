import { posix } from 'node:path';
import { noConfig } from '../policy/config.ts';
import type { DocumentCheckConfig } from '../policy/config.ts';
import { listLimits } from './open-plan.ts';
import type { Root } from './open-plan.ts';
import { readConfigOnDisk } from './read-config.ts';

/** What the checks of one root have in common; each part is looked up once, when it is first wanted. */
export interface CheckSurroundings {
  readonly root: Root;
  config(): Promise<DocumentCheckConfig>;
  /** Names of the Markdown files of the workspace, in lower case. */
  names(): Promise<ReadonlySet<string>>;
}

export const checkSurroundings = (root: Root): CheckSurroundings => {
  let config: Promise<DocumentCheckConfig> | undefined;
  let names: Promise<ReadonlySet<string>> | undefined;
  return {
    root,
    config: () => (config ??= readDocumentCheck(root)),
    names: () => (names ??= markdownNames(root)),
  };
};

/** What a broken configuration says of documents does not count; that it is broken is another finding. */
const readDocumentCheck = async (root: Root): Promise<DocumentCheckConfig> => {
  const { config } = await readConfigOnDisk(root);
  return (config.ok ? config.value : noConfig).check;
};

const markdownNames = async ({ files }: Root): Promise<ReadonlySet<string>> => {
  const listing = await files.list('.', listLimits);
  const paths = listing.ok ? listing.value.paths : [];
  return new Set(paths.filter((path) => /\.md$/i.test(path)).map((path) => posix.basename(path).toLowerCase()));
};
