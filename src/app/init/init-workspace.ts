import path from 'node:path';
import { examplePlanDocument, workspaceReadme } from '../../documents/workspace-files.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { configFileName } from '../../policy/config.ts';
import { planNameOfFile } from '../../workspace/names.ts';
import { listLimits, readProblem } from '../open-plan.ts';
import { configProblems, readConfigOnDisk } from '../read-config.ts';
import { writeProblem } from '../write-problem.ts';
import type { InitPlace } from './init-place.ts';

/** What became of a file of the workspace. */
export interface InitStep {
  /** As the user sees it. */
  readonly file: string;
  readonly what: 'made' | 'left';
  /** Why it was left. */
  readonly reason?: string;
}

export interface InitWish {
  readonly example: boolean;
  readonly dryRun: boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** What a workspace consists of now. */
export interface InitOutcome {
  readonly steps: readonly InitStep[];
  /** Whether the example is there and its executor too, so that it can be run at once. */
  readonly runs: boolean;
  /** What is wrong with a configuration that was there, and its text by the name in the problems. */
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
}

/** The executor of the example. */
const rehearsal = 'rehearsal';

/** The name of the example plan. */
export const exampleName = 'GOOD-MORNING';

const example = `work-space/plans/${exampleName}/PLAN_${exampleName}.md`;
const schemaCopy = 'work-space/schemas/config.schema.json';
const schemaOfPackage = 'node_modules/planloom/schemas/config.schema.json';
const folders = ['work-space/plans', 'work-space/grammaplans', 'work-space/north-stars', 'work-space/templates'];

/** Makes what a workspace lacks. What is there stays as it is; fails with the first file that cannot be written. */
export const initWorkspace = async (place: InitPlace, wish: InitWish): Promise<Result<InitOutcome>> => {
  const { root, at, git } = place;
  const listing = await root.files.list(path.posix.dirname(at(configFileName)), listLimits);
  // A folder that is not there yet holds nothing.
  if (!listing.ok && listing.error.reason !== 'missing') return fail([readProblem(root.label('.'), listing.error)]);
  const paths = listing.ok ? listing.value.paths : [];
  const steps: InitStep[] = [];
  const make = async (
    file: string,
    text: () => Promise<string> | string,
    reason?: string,
  ): Promise<Result<boolean>> => {
    const name = root.label(at(file));
    if (reason !== undefined || (await root.files.exists(at(file)))) {
      steps.push({ file: name, what: 'left', reason: reason ?? 'it is there' });
      return ok(false);
    }
    if (!wish.dryRun) {
      const written = await root.files.writeNew(at(file), await text());
      if (!written.ok) return fail([writeProblem(name, written.error)]);
    }
    steps.push({ file: name, what: 'made' });
    return ok(true);
  };

  const hasPackage = await root.files.exists(at(schemaOfPackage));
  const schema = hasPackage ? schemaOfPackage : schemaCopy;
  const config = await make(configFileName, () => configText(schema, wish.example, git));
  if (!config.ok) return config;
  const before = config.value ? undefined : await readConfigOnDisk(root);
  const refersToCopy =
    before === undefined ? !hasPackage : [...before.sources.values()].some((text) => text.includes(schemaCopy));
  if (refersToCopy) {
    const copied = await make(schemaCopy, async () => (await import('./config-schema-text.ts')).configSchemaText);
    if (!copied.ok) return copied;
  }
  const readme = await make('work-space/README.md', workspaceReadme);
  if (!readme.ok) return readme;

  const plan = paths.find((file) => planNameOfFile(path.posix.basename(file)) !== undefined);
  const isHere = paths.includes(example);
  if (wish.example) {
    const other = plan === undefined || isHere ? undefined : `there is a plan already: ${plan}`;
    const made = await make(example, () => examplePlanDocument(wish.today), other);
    if (!made.ok) return made;
  }
  const hasExample = wish.example && (plan === undefined || isHere);
  for (const folder of folders) {
    const isEmpty = !paths.some((file) => file.startsWith(`${folder}/`));
    if (!isEmpty || (hasExample && example.startsWith(`${folder}/`))) continue;
    const kept = await make(`${folder}/.gitkeep`, () => '');
    if (!kept.ok) return kept;
  }
  const canPretend =
    before === undefined || (before.config.ok && Object.hasOwn(before.config.value.executors, rehearsal));
  const problems = before === undefined ? [] : configProblems(before);
  return ok({ steps, runs: hasExample && canPretend, problems, sources: before?.sources ?? new Map() });
};

const configText = (schema: string, withExample: boolean, git: InitPlace['git']): string => {
  const config = {
    $schema: `./${schema}`,
    ...(withExample ? { executors: { [rehearsal]: { kind: 'simulate', secondsPerHour: 1 } } } : {}),
    // Without git there are no clones to work in.
    ...(git === 'none' ? { worktree: { mode: 'copy' } } : {}),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
};
